import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const checkout = fileURLToPath(new URL('..', import.meta.url));
const call = (argument: string): string => `export const value = ${argument};`;
const longFunction = `export function long(): void {\n${'  void 0;\n'.repeat(60)}}`;

/** A file of the node that the linter must refuse, by the rule that refuses it. */
const refused: [rule: string, text: string][] = [
  ['no-floating-promises', 'async function f(): Promise<void> {}\nexport function g(): void {\n  f();\n}'],
  ['no-misused-promises', 'export const f = (list: number[]) => list.filter(async () => true);'],
  ['max-lines-per-function', longFunction],
  ['max-params', 'export function f(a: 1, b: 1, c: 1, d: 1): number[] {\n  return [a, b, c, d];\n}'],
  ['no-default-export', 'export default 1;'],
  ['no-restricted-globals', call('fetch("https://example.com")')],
  ['no-restricted-globals', call('setTimeout(() => 1, 1)')],
  ['no-restricted-globals', call('crypto.randomUUID()')],
  ['no-restricted-properties', call('Date.now()')],
  ['no-restricted-properties', call('Math.random()')],
  ['no-restricted-imports', 'import { randomBytes } from "node:crypto";\nexport const value = randomBytes(1);'],
  ['no-process-env', call('process.env.HOME')],
  ['no-console', 'console.log(1);\nexport const value = 1;'],
  ['no-explicit-any', 'export function f(value: any): void {\n  void value;\n}'],
];
const nodeFile = (index: number): string => `packages/node/src/refused-${index}.ts`;
const adapter = 'packages/node/src/adapters/clock.ts';

/** What the linter says, as "path rule" lines, about a little checkout of our own under the real configuration. */
let complaints: string;
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'adjoin-lint-'));
  for (const name of ['.oxlintrc.json', 'tsconfig.json']) cpSync(join(checkout, name), join(folder, name));
  symlinkSync(join(checkout, 'node_modules'), join(folder, 'node_modules'));
  refused.forEach(([, text], index) => write(nodeFile(index), text));
  write('tests/scenarios/one.test.ts', "import { it } from 'vitest';\nit.only('works', () => {});");
  write(adapter, call('Date.now() + Math.random()'));
  complaints = spawnSync(join(checkout, 'node_modules/.bin/oxlint'), ['-f', 'unix', 'packages', 'tests'], {
    cwd: folder,
    encoding: 'utf8',
    timeout: 60_000,
  }).stdout;
}, 70_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('what the linter refuses in the node', () => {
  it.each(refused.map(([rule, text], index) => ({ rule, text, path: nodeFile(index) })))('$rule: $text', (example) => {
    expect(complaintsAbout(example.path)).toContain(example.rule);
  });

  it('a test that is singled out', () => {
    expect(complaintsAbout('tests/scenarios/one.test.ts')).toContain('no-focused-tests');
  });
});

it('lets adapters read clocks and draw randomness', () => {
  expect(complaintsAbout(adapter)).toBe('');
});

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), `${text}\n`);
}

function complaintsAbout(path: string): string {
  return complaints
    .split('\n')
    .filter((line) => line.startsWith(path))
    .join('\n');
}
