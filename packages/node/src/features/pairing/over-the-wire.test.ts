import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TestNode } from '../../testing/create-test-node.ts';
import { accept, changeState, confirm, createNodePair, cutLines, invite, onlyPartner, type NodePair } from '../../testing/node-pair.ts';
import { publishDocument } from '../identity/commands.ts';
import { announceNodeAtStart } from './commands/announce-node.ts';

const INBOX = '/federation/v1/inbox';

/** Resolves once the node's partner is as expected, told by the partner directory itself. */
function until(node: TestNode, of: TestNode, isExpected: (partner: { state: string; name: string }) => boolean): Promise<void> {
  const { partners } = node.node.context;
  const { did } = of.node.context.identity;
  return new Promise((resolve) => {
    let unsubscribe = (): void => undefined;
    const look = (): void => {
      const partner = partners.find(did);
      if (partner === undefined || !isExpected(partner)) return;
      unsubscribe();
      resolve();
    };
    unsubscribe = partners.subscribe(look);
    look();
  });
}

describe('a partnership over an open line', () => {
  let nodes: NodePair;
  beforeEach(async () => {
    nodes = await createNodePair('sqlite');
    const { invitation } = await invite(nodes.alder);
    await accept(nodes.birch, invitation);
  });
  afterEach(() => nodes.dispose());

  async function pairFully(): Promise<void> {
    const { alder, birch } = nodes;
    await confirm(alder, await onlyPartner(alder));
    await confirm(birch, await onlyPartner(birch));
    await Promise.all([until(alder, birch, ({ state }) => state === 'active'), until(birch, alder, ({ state }) => state === 'active')]);
  }

  it('becomes active on both sides by signed entries of both logs, and by nothing else', async () => {
    await pairFully();
    const paths = new Set(nodes.network.sent.map(({ path }) => path));
    expect([...paths].toSorted()).toEqual([INBOX, '/federation/v1/pairings']);
    expect(nodes.network.sent.every(({ headers }) => headers['signature'] !== undefined)).toBe(true);
  });

  it('ends on both sides when one ends it', async () => {
    await pairFully();
    await changeState(nodes.alder, await onlyPartner(nodes.alder), { state: 'ended', reason: 'contract over' });
    await until(nodes.birch, nodes.alder, ({ state }) => state === 'ended');
    expect(await onlyPartner(nodes.birch)).toMatchObject({ state: 'ended', reason: 'ended-by-partner' });
  });

  it('survives a partner that was away while it ended, and a new pairing after that', async () => {
    await pairFully();
    const { alder, birch, network } = nodes;
    cutLines(nodes);
    await changeState(alder, await onlyPartner(alder), { state: 'ended' });
    await changeState(birch, await onlyPartner(birch), { state: 'ended' });
    for (const { url } of [alder, birch]) network.setReachable(url, true);
    const { invitation } = await invite(birch);
    expect((await accept(alder, invitation)).statusCode).toBe(201);
    await pairFully();
    expect(await onlyPartner(alder)).toMatchObject({ state: 'active', reason: null });
  });

  it('tells partners of a new name', async () => {
    await pairFully();
    const { context } = nodes.birch.node;
    await context.database.write((tx) => publishDocument(tx, { identity: context.identity, clock: context.clock, name: 'Birch & Sons' }));
    await announceNodeAtStart(context);
    await until(nodes.alder, nodes.birch, ({ name }) => name === 'Birch & Sons');
    expect(await onlyPartner(nodes.alder)).toMatchObject({ name: 'Birch & Sons', state: 'active' });
  });
});
