import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { renderClientTypes, TYPES_FILE } from './generate-client/render-client-types.ts';

it("the client's types are up to date with the node's routes: npm run generate -w packages/client", async () => {
  expect(readFileSync(TYPES_FILE, 'utf8') === (await renderClientTypes())).toBe(true);
});
