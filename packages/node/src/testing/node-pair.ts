import { expect } from 'vitest';
import type { Database } from '../database/database.ts';
import { pairingHandlers } from '../features/pairing/inbox.ts';
import type { PartnerView } from '../features/pairing/partner-view.ts';
import type { ActivityHandler, ApplyOutcome } from '../features/replication/activity-handler.ts';
import { adjustableClock } from './adjustable-clock.ts';
import { createTestNode, type TestNode } from './create-test-node.ts';
import { createInjectNetwork, type InjectNetwork } from './inject-transport.ts';

export type NodePair = {
  readonly alder: TestNode;
  readonly birch: TestNode;
  readonly network: InjectNetwork;
  readonly advance: (ms: number) => void;
  readonly dispose: () => Promise<void>;
};

/** Two nodes on one network, strangers to each other. */
export async function createNodePair(dialect: Database['dialect']): Promise<NodePair> {
  const { clock, advance } = adjustableClock();
  const network = createInjectNetwork();
  const [alder, birch] = [
    await createTestNode({ dialect, clock, name: 'Alder', transport: network.transport }),
    await createTestNode({ dialect, clock, name: 'Birch', transport: network.transport }),
  ];
  for (const { url, node } of [alder, birch]) network.join({ url, app: node.app });
  return {
    alder,
    birch,
    network,
    advance,
    dispose: async () => {
      await alder.dispose();
      await birch.dispose();
    },
  };
}

/** The text of an invitation that the node's administrator makes. */
export async function invite(host: TestNode): Promise<{ id: string; invitation: string }> {
  const answer = await host.inject({ method: 'POST', url: '/v1/invitations', as: host.admin, payload: {} });
  expect(answer.statusCode).toBe(201);
  return answer.json();
}

export function accept(guest: TestNode, invitation: string) {
  return guest.inject({ method: 'POST', url: '/v1/pairings', as: guest.admin, payload: { invitation } });
}

/** The partner that a node has, as its administrator sees it. */
export async function onlyPartner(of: TestNode): Promise<PartnerView> {
  const answer = await of.inject({ url: '/v1/partners', as: of.admin });
  const { data } = answer.json<{ data: PartnerView[] }>();
  expect(data).toHaveLength(1);
  return data[0] as PartnerView;
}

/** Pairs two nodes up to the point where both wait for words; then cuts the line, so that tests carry what is to arrive. */
export async function requestPairing({ alder, birch, network }: NodePair): Promise<{ atAlder: PartnerView; atBirch: PartnerView }> {
  const { invitation } = await invite(alder);
  expect((await accept(birch, invitation)).statusCode).toBe(201);
  cutLines({ alder, birch, network });
  return { atAlder: await onlyPartner(alder), atBirch: await onlyPartner(birch) };
}

export function cutLines({ alder, birch, network }: Pick<NodePair, 'alder' | 'birch' | 'network'>): void {
  for (const { url } of [alder, birch]) network.setReachable(url, false);
}

/** Types the words that this administrator is asked for. */
export function confirm(node: TestNode, partner: PartnerView, words?: readonly string[]) {
  const asked = partner.confirm_positions.map((position) => partner.words?.[position - 1]);
  return node.inject({ method: 'POST', url: `/v1/partners/${partner.id}/confirmations`, as: node.admin, payload: { words: words ?? asked } });
}

export function changeState(node: TestNode, partner: PartnerView, payload: { state: string; reason?: string }) {
  return node.inject({ method: 'PATCH', url: `/v1/partners/${partner.id}`, as: node.admin, payload });
}

/** Pairs two nodes; their line stays cut. */
export async function pair(nodes: NodePair): Promise<{ atAlder: PartnerView; atBirch: PartnerView }> {
  const { alder, birch } = nodes;
  const { atAlder, atBirch } = await requestPairing(nodes);
  expect((await confirm(alder, atAlder)).statusCode).toBe(200);
  expect((await confirm(birch, atBirch)).statusCode).toBe(200);
  await carry(alder, birch);
  await carry(birch, alder);
  return { atAlder: await onlyPartner(alder), atBirch: await onlyPartner(birch) };
}

/** Gives a node all of another's partnership log, as replication would once its page was verified and stored. */
export async function carry(from: TestNode, to: TestNode): Promise<ApplyOutcome[]> {
  const origin = from.node.context.identity.did;
  const entries = await from.node.context.database.read
    .selectFrom('log_entries')
    .innerJoin('logs', 'logs.number', 'log_entries.log')
    .select(['log_entries.log', 'log_entries.seq', 'log_entries.payload'])
    .where('logs.origin', '=', origin)
    .where('logs.subject', '=', to.node.context.identity.did)
    .orderBy('log_entries.seq')
    .execute();
  const outcomes: ApplyOutcome[] = [];
  for (const { log, seq, payload } of entries) outcomes.push(await apply(to, { activity: JSON.parse(payload as string), origin, log, seq }));
  return outcomes;
}

/** Gives a node one activity of a partner. */
export async function apply(to: TestNode, { activity, origin, log = 1, seq = 1 }: { activity: unknown; origin: string; log?: number; seq?: number }): Promise<ApplyOutcome> {
  const { context } = to.node;
  const { type, object } = activity as { type: string; object: { type: string } };
  const handlers = pairingHandlers(context);
  const handle = handlers[`${type} ${object.type}` as keyof typeof handlers] as ActivityHandler<unknown>;
  const received = { activity, origin, subject: origin, log, seq, receivedAt: new Date(context.clock.now()).toISOString() };
  const [outcome] = await context.database.write((tx) => handle(tx, [received]));
  return outcome as ApplyOutcome;
}
