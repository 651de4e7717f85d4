import { afterEach, describe, expect, it } from 'vitest';
import { createNodePair, requestPairing, type NodePair } from '../../testing/node-pair.ts';
import { testDialects } from '../../testing/open-test-database.ts';

describe.each(testDialects)('the status of a node on %s', (dialect) => {
  let nodes: NodePair;
  afterEach(() => nodes.dispose());

  it('counts what partners have not receipted', async () => {
    nodes = await createNodePair(dialect);
    const { alder } = nodes;
    const { atAlder } = await requestPairing(nodes);
    const words = atAlder.confirm_positions.map((position) => atAlder.words?.[position - 1]);
    await alder.inject({ method: 'POST', url: `/v1/partners/${atAlder.id}/confirmations`, as: alder.admin, payload: { words } });
    const answer = await alder.inject({ url: '/v1/status', as: alder.admin });
    expect(answer.json()).toMatchObject({ database: dialect, partners: [{ id: atAlder.id, state: 'requested', queued_entries: 1 }], faults: [] });
  });
});
