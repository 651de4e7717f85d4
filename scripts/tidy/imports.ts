import { posix } from 'node:path';
import { blankComments, type Finding } from './finding.ts';

type Import = { path: string; line: number; specifier: string };

/** Which of our packages each package may import. Test files may import any. */
const OUR_IMPORTS: Record<string, RegExp> = {
  protocol: /^$/,
  node: /^protocol$/,
  simulator: /^(protocol|node)$/,
  client: /^$/,
  web: /^client$/,
  cli: /^client$/,
};
const PROTOCOL_LIBRARIES = new Set(
  'zod jose canonicalize @scure/base http-message-sig node:assert node:crypto'.split(' '),
);
/** The commands that run a node in their own process. */
const MAY_RUN_A_NODE = /^packages\/cli\/(bin\/|src\/(.+\/)?(serve|init)(-[\w-]+)?\.ts$)/;
/** A slice imports only from slices to its left. */
const SLICES = (
  'audit identity people replication pairing channels perimeter ' +
  'files objects handoffs search events sponsorship health'
).split(' ');
const SLICE = /^packages\/node\/src\/features\/([^/]+)\/(.+)$/;
/** What a slice keeps to itself; its commands, queries and nouns are for the slices on its right. */
const PRIVATE_ROOM = /^(routes|inbox|rules|tables)(\.ts|\/)/;
const TEST = /\.test\.tsx?$/;

/** Imports that point the wrong way: protocol ← node, client ← web and cli, and between slices leftward only. */
export function findForbiddenImports(path: string, text: string): Finding[] {
  if (!/^packages\/.*\.tsx?$/.test(path)) return [];
  return importsOf(path, text).flatMap((found) => {
    const message = packageProblem(found) ?? libraryProblem(found) ?? sliceProblem(found);
    return message === undefined ? [] : [{ path, line: found.line, message: `${found.specifier}: ${message}` }];
  });
}

function importsOf(path: string, text: string): Import[] {
  const code = blankComments(text);
  const statements = code.matchAll(/^(?:import|export)\b(?:[^'"`;]*?\bfrom)?\s*['"]([^'"]+)['"]/gm);
  const calls = code.matchAll(/\bimport\(\s*['"]([^'"]+)['"]/g);
  return [...statements, ...calls].map((match) => ({
    path,
    line: code.slice(0, match.index).split('\n').length,
    specifier: match[1] ?? '',
  }));
}

function packageProblem({ path, specifier }: Import): string | undefined {
  const from = packageOf(path);
  const to = specifier.startsWith('.') ? packageOf(resolve(path, specifier)) : /^@adjoin\/([^/]+)/.exec(specifier)?.[1];
  if (to === undefined || (TEST.test(path) && to === '')) return undefined;
  if (specifier.startsWith('.')) return to === from ? undefined : 'leaves its package; import @adjoin/… instead';
  if (TEST.test(path)) return undefined;
  if (to === 'node' && MAY_RUN_A_NODE.test(path)) return undefined;
  return OUR_IMPORTS[from]?.test(to) === true ? undefined : `${from} does not import ${to}`;
}

function libraryProblem({ path, specifier }: Import): string | undefined {
  if (packageOf(path) !== 'protocol' || TEST.test(path) || /^(\.|@adjoin\/)/.test(specifier)) return undefined;
  const library = specifier.startsWith('@') ? specifier.split('/').slice(0, 2).join('/') : specifier.split('/')[0];
  return PROTOCOL_LIBRARIES.has(library ?? '') ? undefined : 'protocol is pure and imports only its few libraries';
}

function sliceProblem({ path, specifier }: Import): string | undefined {
  const [, from] = SLICE.exec(path) ?? [];
  const [, to, file] = SLICE.exec(resolve(path, specifier)) ?? [];
  if (from === undefined || to === undefined || to === from || TEST.test(path)) return undefined;
  if (!SLICES.includes(from) || !SLICES.includes(to)) return `slices are ${SLICES.join(', ')}`;
  if (SLICES.indexOf(to) > SLICES.indexOf(from)) return `${from} stands left of ${to} and does not know it`;
  return PRIVATE_ROOM.test(file ?? '') ? `${to} keeps this to itself: use its commands and queries` : undefined;
}

function packageOf(path: string): string {
  return /^packages\/([^/]+)/.exec(path)?.[1] ?? '';
}

/** The path from the checkout's root that a relative or self-naming specifier means. */
function resolve(path: string, specifier: string): string {
  const own = /^@adjoin\/node\/(.+)$/.exec(specifier)?.[1];
  if (own !== undefined) return `packages/node/src/${own}.ts`;
  return posix.join(posix.dirname(path), specifier);
}
