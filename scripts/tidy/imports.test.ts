import { describe, expect, it } from 'vitest';
import { findForbiddenImports } from './imports.ts';

const slice = (name: string): string => `packages/node/src/features/${name}/commands.ts`;

describe('imports that point the wrong way', () => {
  it.each([
    ['packages/protocol/src/log/head.ts', '@adjoin/node/node'],
    ['packages/protocol/src/log/head.ts', 'node:fs'],
    ['packages/protocol/src/log/head.ts', 'kysely'],
    ['packages/protocol/src/log/head.ts', '@scure/bip39'],
    ['packages/node/src/node.ts', '@adjoin/cli/main'],
    ['packages/node/src/node.ts', '@adjoin/web/app'],
    ['packages/node/src/node.ts', '@adjoin/client/client'],
    ['packages/node/src/node.ts', '../../protocol/src/log/head.ts'],
    ['packages/web/src/app.tsx', '@adjoin/protocol/log/head'],
    ['packages/web/src/app.tsx', '@adjoin/node/node'],
    ['packages/client/src/client.ts', '@adjoin/protocol/problem'],
    ['packages/cli/src/commands/post.ts', '@adjoin/node/main'],
    [slice('people'), '../channels/queries.ts'],
    [slice('people'), '@adjoin/node/features/channels/queries'],
    [slice('channels'), '../people/tables.ts'],
    [slice('channels'), '../people/routes.ts'],
    [slice('channels'), '../gossip/commands.ts'],
  ])('%s does not import %s', (path, specifier) => {
    expect(findForbiddenImports(path, `import { a } from '${specifier}';`)).toHaveLength(1);
  });

  it.each([
    ['an import for its types', "import type { A } from '@adjoin/node/node';"],
    ['an import over lines', "import {\n  a,\n  b,\n} from '@adjoin/node/node';"],
    ['an import for its effect', "import '@adjoin/node/node';"],
    ['an import later on', "const a = await import('@adjoin/node/node');"],
    ['an export from it', "export { a } from '@adjoin/node/node';"],
  ])('sees %s', (_what, text) => {
    expect(findForbiddenImports('packages/protocol/src/log/head.ts', text)).toHaveLength(1);
  });
});

describe('imports that point the right way', () => {
  it.each([
    ['packages/protocol/src/log/head.ts', 'node:crypto'],
    ['packages/protocol/src/log/head.ts', '@scure/base'],
    ['packages/protocol/src/log/head.ts', 'zod/mini'],
    ['packages/protocol/src/log/head.ts', '../identifiers/did-key.ts'],
    ['packages/protocol/src/log/head.test.ts', 'node:fs'],
    ['packages/protocol/src/log/head.test.ts', '../../../../protocol-spec/vectors/head.json'],
    ['packages/node/src/node.ts', '@adjoin/protocol/log/head'],
    ['packages/cli/src/commands/serve.ts', '@adjoin/node/main'],
    ['packages/cli/src/commands/post.ts', '@adjoin/client/client'],
    ['packages/web/src/app.tsx', '@adjoin/client/client'],
    ['packages/web/src/app.tsx', 'react'],
    ['tests/scenarios/pairing.test.ts', '@adjoin/node/node'],
    [slice('channels'), '../people/queries.ts'],
    [slice('channels'), '../people/commands/invite-person.ts'],
    [slice('channels'), './rules.ts'],
    [slice('channels'), '../../ports/clock.ts'],
  ])('%s imports %s', (path, specifier) => {
    expect(findForbiddenImports(path, `import { a } from '${specifier}';`)).toEqual([]);
  });
});
