import { fileURLToPath } from 'node:url';
import { createUnclaimedTestNode } from '../../packages/node/src/testing/create-test-node.ts';
import { renderTypes } from '../../packages/client/scripts/render-types.ts';

export const TYPES_FILE = fileURLToPath(new URL('../../packages/client/src/generated/api.ts', import.meta.url));

/** What the types are to be: a node is made on a fresh database, without any network, and asked for its OpenAPI document. */
export async function renderClientTypes(): Promise<string> {
  const { inject, dispose } = await createUnclaimedTestNode();
  try {
    const answer = await inject({ method: 'GET', url: '/v1/openapi.json' });
    return await renderTypes(answer.json<object>());
  } finally {
    await dispose();
  }
}
