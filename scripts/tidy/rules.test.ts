import { describe, expect, it } from 'vitest';
import { findUntidiness } from './rules.ts';

const messages = (path: string, ...lines: string[]): string[] =>
  findUntidiness(path, lines.join('\n') + '\n').map((finding) => finding.message);

describe('what tidy refuses', () => {
  it.each([
    ['an attic file', 'packages/node/src/utils.ts', 'export const a = 1;'],
    ['an attic folder', 'packages/web/src/helpers/dates.ts', 'export const a = 1;'],
    ['a barrel', 'packages/protocol/src/log/index.ts', 'export const a = 1;'],
    ['types apart from their use', 'packages/node/src/types.ts', 'export type A = 1;'],
    ['a star re-export', 'packages/protocol/src/log/head.ts', "export * from './header.ts';"],
    ['a named re-export', 'packages/protocol/src/log/head.ts', "export type { Header } from './header.ts';"],
    ['a re-export over lines', 'packages/protocol/src/log/head.ts', "export {\n  a,\n} from './a.ts';"],
    ['a grand name', 'packages/node/src/node.ts', 'export class PairingManager {}'],
    ['a clock read', 'packages/node/src/features/audit/commands.ts', 'const now = new Date();'],
    ['a skipped test', 'packages/node/src/node.test.ts', "it.skip('works', () => {});"],
    ['a lone test', 'tests/scenarios/pairing.test.ts', "describe.only('pairing', () => {});"],
    ['a test to do', 'tests/scenarios/pairing.test.ts', "it.todo('pairs');"],
    ['a home folder', 'README.md', 'Run it in /home/alice/adjoin.'],
    ['a loose pin', 'packages/node/package.json', '"zod": "^4.6.7"'],
    ['a registry in the lockfile', 'package-lock.json', '"resolved": "https://registry.example/zod.tgz"'],
  ])('%s', (_what, path, text) => {
    expect(messages(path, text)).toHaveLength(1);
  });

  it('a file of 401 lines, but not one of 400', () => {
    const lines = Array.from({ length: 400 }, () => 'void 0;');
    expect(messages('packages/node/src/node.ts', ...lines)).toEqual([]);
    expect(messages('packages/node/src/node.ts', ...lines, 'void 0;')).toHaveLength(1);
  });

  it('says where', () => {
    expect(findUntidiness('packages/node/src/a.ts', '// quiet\n\nconst now = new Date();\n')).toEqual([
      { path: 'packages/node/src/a.ts', line: 3, message: 'only adapters read clocks: use the clock port' },
    ]);
  });
});

describe('what tidy leaves alone', () => {
  it.each([
    ['a date made from a time', 'packages/node/src/a.ts', 'const date = new Date(milliseconds);'],
    ['an adapter that reads the clock', 'packages/node/src/adapters/system-clock.ts', 'return new Date();'],
    ['a test that reads the clock', 'packages/node/src/a.test.ts', 'const now = new Date();'],
    ['a comment', 'packages/node/src/a.ts', '// not new Date(): the clock is a port'],
    ['an export', 'packages/node/src/a.ts', "export { a };\nexport const b = Array.from('b');"],
    ['a test that runs where it can', 'tests/browser/a.test.ts', "it.skipIf(noBrowser)('shows it', () => {});"],
    ['an exact pin and a range of engines', 'package.json', '"node": ">=24.16", "zod": "4.6.7", "x": "./src/*.ts"'],
    ['a path of the API', 'README.md', 'GET /v1/people answers; https://example.com/work/1 too.'],
    ["the image's own user", 'docker/Dockerfile.md', 'HOME=/home/node/app'],
  ])('%s', (_what, path, text) => {
    expect(messages(path, text)).toEqual([]);
  });
});
