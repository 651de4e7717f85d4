import type { PageResult } from '@adjoin/protocol/log/page';
import type { Database } from '../database/database.ts';
import { admitChannelLog, channelSubject } from '../features/channels/admission.ts';
import { addMembers } from '../features/channels/commands/add-members.ts';
import { createChannel } from '../features/channels/commands/create-channel.ts';
import { channelHandlers } from '../features/channels/inbox/channel-log.ts';
import { findChannel } from '../features/channels/queries.ts';
import type { Channel } from '../features/channels/access.ts';
import { localUuid } from '@adjoin/protocol/identifiers/ids';
import { partnerIdOf } from '../features/identity/company-id.ts';
import { rememberNode } from '../features/identity/commands.ts';
import { objectHandlers } from '../features/objects/inbox.ts';
import { composePage } from '../features/replication/compose-delivery.ts';
import type { Neighbours, Partner } from '../features/replication/neighbours.ts';
import { acceptReceipts } from '../features/replication/receipts.ts';
import { receivePage } from '../features/replication/receive.ts';
import type { Clock } from '../ports/clock.ts';
import { instantOf } from '../ports/clock.ts';
import { createTestNode, type TestNode } from './create-test-node.ts';

export type TestCompany = TestNode & {
  readonly did: string;
  /** The shared channel, as this company files it. */
  readonly channelId: string;
};

export type SharedTestChannel<N extends string> = {
  readonly company: Readonly<Record<N, TestCompany>>;
  readonly channelDid: string;
  /** Brings what one company has written in the channel to another that lacks it, through real pages and receipts. */
  readonly carry: (from: N, to: N) => Promise<readonly PageResult[]>;
  /** Brings everything to everybody, twice, so that what waited for something else finds it. */
  readonly settle: () => Promise<void>;
  readonly dispose: () => Promise<void>;
};

type Options<N extends string> = {
  readonly dialect?: Database['dialect'];
  /** The first one hosts the channel. */
  readonly names: readonly [N, ...N[]];
  readonly clock?: Clock;
};

const BODY_BYTES = 524_288;

/** Companies with a channel that they share, each with its administrator in it. Stands in for pairing and network only. */
export async function shareTestChannel<N extends string>({ dialect = 'sqlite', names, clock }: Options<N>): Promise<SharedTestChannel<N>> {
  const nodes: TestNode[] = [];
  for (const name of names) nodes.push(await createTestNode({ dialect, name, ...(clock === undefined ? {} : { clock }) }));
  const [host] = nodes as [TestNode];
  const hosted = await host.node.context.database.write((tx) => createChannel(tx, host.node.context, { actor: { ...host.admin, role: 'admin' }, name: 'Deliveries', topic: '', perimeter: 'shared' }));
  const companies: TestCompany[] = [];
  for (const node of nodes) companies.push({ ...node, did: didOf(node), channelId: await joinChannel(node, hosted, nodes) });
  const company = Object.fromEntries(names.map((name, index) => [name, companies[index]])) as Record<N, TestCompany>;
  const carry = (from: N, to: N): Promise<PageResult[]> => carryPages(company[from], company[to]);
  return {
    company,
    channelDid: hosted.did,
    carry,
    settle: async () => {
      for (const from of [...names, ...names]) for (const to of names) if (from !== to) await carry(from, to);
    },
    dispose: async () => {
      for (const node of nodes) await node.dispose();
    },
  };
}

function didOf({ node }: TestNode): string {
  return node.context.identity.did;
}

/** Leaves a company as it is once it has accepted the share and the host's log has taken it in. */
async function joinChannel(self: TestNode, hosted: Channel, all: readonly TestNode[]): Promise<string> {
  const { context } = self.node;
  const now = instantOf(context.clock.now());
  const id = `chan_${localUuid(hosted.did, didOf(self))}`;
  await context.database.write(async (tx) => {
    for (const other of all) {
      if (other === self) continue;
      const { document, documentJws: jws } = other.node.context.identity;
      await rememberNode(tx, { document, jws, now });
    }
    if (didOf(self) !== hosted.host) await tx.db.insertInto('channels').values({ ...hosted, id }).execute();
    const rows = all.map((node) => ({ channel_id: id, node: didOf(node), state: 'active' as const, invite: null, acted_by: null, reason: '', changed_at: now }));
    await tx.db.insertInto('channel_nodes').values(rows).onConflict((conflict) => conflict.doNothing()).execute();
    const channel = (await findChannel(tx.db, id)) as Channel;
    if (didOf(self) !== hosted.host) await addMembers(tx, context, { actor: self.admin, channel, personIds: [self.admin.id] });
  });
  return id;
}

function partnerOf(company: TestCompany): Partner {
  const { identity } = company.node.context;
  const keys = identity.publicKeys;
  return {
    did: company.did,
    id: partnerIdOf(company.did),
    name: identity.document.name,
    state: 'active',
    address: { url: company.url, tlsPin: undefined, publicOnly: false },
    keys,
    requestKeys: keys,
  };
}

function neighboursOf({ node, did: self }: TestCompany, partner: Partner): Neighbours {
  return {
    partners: { find: (did) => (did === partner.did ? partner : undefined), all: () => [partner], subscribe: () => () => undefined },
    subjectOf: (db, { subject }) => channelSubject(db, subject),
    admit: (db, log, { did }) => (log.kind === 'channel' ? admitChannelLog(db, log, { partner: did, self }) : Promise.resolve({ status: 'refused', code: 'not-found' })),
    channelHandlers: { ...channelHandlers(node.context), ...objectHandlers(node.context) },
    partnershipHandlers: {} as Neighbours['partnershipHandlers'],
  };
}

async function carryPages(from: TestCompany, to: TestCompany): Promise<PageResult[]> {
  const { context } = from.node;
  const db = context.database.read;
  const results: PageResult[] = [];
  const log = await db.selectFrom('logs').selectAll().where('origin', '=', from.did).where('subject', '=', from.channelId).executeTakeFirst();
  if (log === undefined) return results;
  for (;;) {
    const cursor = await db.selectFrom('cursors').select('held_seq').where('node', '=', to.did).where('log', '=', log.number).executeTakeFirst();
    const sent = await composePage(db, context, { log, after: cursor?.held_seq ?? 0, budget: BODY_BYTES });
    if (sent === undefined) return results;
    const partner = partnerOf(from);
    const { result } = await to.node.context.database.write((tx) => receivePage(tx, to.node.context, { page: sent.page, partner, neighbours: neighboursOf(to, partner) }));
    results.push(result);
    const jws = result.receipt;
    if (jws === undefined) return results;
    const held = [{ log: log.number, id: log.id, kind: log.kind, subject: log.subject, seq: sent.lastSeq, head: sent.lastHead, jws }];
    await context.database.write((tx) => acceptReceipts(tx, context, { partner: partnerOf(to), held }));
  }
}
