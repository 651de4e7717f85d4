import { CODE, findPattern, type Finding } from './finding.ts';
import { findForbiddenImports } from './imports.ts';

/** A rule looks at one file and says what is wrong with it. */
type Rule = (path: string, text: string) => Finding[];

const MAX_FILE_LINES = 400;
const ATTIC = /^(utils?|helpers?|common|misc|shared|lib|types|index)$/;
const TEST = /\.test\.tsx?$|^tests\//;
const MAY_READ_CLOCKS = /^packages\/(node\/src\/(adapters\/|config\.ts|main\.ts)|client\/|cli\/|web\/)|^(scripts|docker)\//;

/** Everything untidy about one file; path is relative to the checkout. */
export function findUntidiness(path: string, text: string): Finding[] {
  return RULES.flatMap((rule) => rule(path, text));
}

const RULES: Rule[] = [
  findAttics,
  findLongFile,
  findReExports,
  findGrandNames,
  findClockReads,
  findSkippedTests,
  findMachinePaths,
  findLoosePins,
  findRegistryAddresses,
  findForbiddenImports,
];

function findAttics(path: string): Finding[] {
  if (!CODE.test(path)) return [];
  const attic = path.split('/').find((part) => ATTIC.test(part.replace(/\..*$/, '')));
  return attic === undefined ? [] : [{ path, line: 1, message: `"${attic}" says nothing: name it after what it holds` }];
}

function findLongFile(path: string, text: string): Finding[] {
  const lines = text.split('\n').length - 1;
  if (!/\.(tsx?|css|sh)$/.test(path) || lines <= MAX_FILE_LINES) return [];
  return [{ path, line: MAX_FILE_LINES, message: `${lines} lines: split it, ${MAX_FILE_LINES} is the most` }];
}

function findReExports(path: string, text: string): Finding[] {
  if (!CODE.test(path)) return [];
  const message = 're-exports: import from where it is declared';
  return findPattern({ path, text, message, pattern: /^export\s+(type\s+)?(\*|\{[^}]*\})[^;'"\n]*\bfrom\b/gm });
}

function findGrandNames(path: string, text: string): Finding[] {
  if (!CODE.test(path)) return [];
  const message = 'names ending Manager, Service, Helper or Impl hide what the thing does';
  return findPattern({ path, text, message, pattern: /\b(class|interface)\s+\w+(Manager|Service|Helper|Impl)\b/g });
}

/** The linter knows Date.now; it has no rule for a Date made from nothing. */
function findClockReads(path: string, text: string): Finding[] {
  if (!CODE.test(path) || TEST.test(path) || MAY_READ_CLOCKS.test(path)) return [];
  const message = 'only adapters read clocks: use the clock port';
  return findPattern({ path, text, message, pattern: /\bDate\(\s*\)/g });
}

function findSkippedTests(path: string, text: string): Finding[] {
  if (!TEST.test(path)) return [];
  const message = 'no test is skipped, singled out or left to do';
  return findPattern({ path, text, message, pattern: /\b(it|test|describe|suite)\.(only|skip|todo)\b\s*[(.]/g });
}

function findMachinePaths(path: string, text: string): Finding[] {
  const message = "a folder of somebody's machine";
  return findPattern({ path, text, message, pattern: /(?<![\w.:/}$-])\/(home\/(?!node\b)\w+|Users\/\w+|root|work)\/\w/g });
}

function findLoosePins(path: string, text: string): Finding[] {
  if (!path.endsWith('package.json')) return [];
  const message = 'pin the exact version';
  return findPattern({ path, text, message, pattern: /"[^"\n]+": "([\^~]|>(?!=\d)|\*|latest)[^"\n]*"/g });
}

function findRegistryAddresses(path: string, text: string): Finding[] {
  if (!path.endsWith('package-lock.json')) return [];
  const message = 'the lockfile names a registry: install with omit-lockfile-registry-resolved';
  return findPattern({ path, text, message, pattern: /"resolved": "https?:/g }).slice(0, 1);
}
