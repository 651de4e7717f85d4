import { createPrivateKey, randomBytes } from 'node:crypto';
import { systemEntropy } from '@adjoin/node/adapters/system-entropy';
import type { Database } from '@adjoin/node/database/database';
import { rememberNode } from '@adjoin/node/features/identity/commands';
import { partnerIdOf } from '@adjoin/node/features/identity/company-id';
import { adjustableClock } from '@adjoin/node/testing/adjustable-clock';
import { createTestNode, type TestNode } from '@adjoin/node/testing/create-test-node';
import { localUuid } from '@adjoin/protocol/identifiers/ids';
import { verifyNodeDocument } from '@adjoin/protocol/pairing/node-document';
import { signRequest } from '@adjoin/protocol/signatures/http-request';
import type { LightMyRequestResponse } from 'fastify';
import { readVectors } from './read-spec.ts';

type Key = { readonly seed: string; readonly kid: string };
type Company = { readonly did: string; readonly identity: Key; readonly operational: Key };

const { companies } = readVectors('keys') as { companies: Company[] };
const [alder, birch] = companies as [Company, Company];
const { nodeDocuments } = readVectors('statements') as { nodeDocuments: { jws: string }[] };
const alderJws = nodeDocuments[0]?.jws ?? '';
const { logs } = readVectors('log') as { logs: { id: string; entries: { payload: string }[] }[] };
const channelDid = (JSON.parse(logs[0]?.entries[0]?.payload ?? '') as { object: { id: string } }).object.id;

const AT = '2026-11-23T12:00:00.000Z';
export const INBOX = 'https://birch.example/federation/v1/inbox';
/** The `now` of requests.json, in seconds since 1970. */
export const NOW = Date.parse('2026-11-23T12:02:00.000Z') / 1000;

/** Birch of the vectors as a real node: it has Birch's keys, is paired with Alder, and shares the channel that Alder hosts. */
export type VectorBirch = {
  readonly node: TestNode;
  readonly did: string;
  /** Signs as Alder, and sends. */
  readonly send: (method: 'GET' | 'POST', path: string, body?: string | Buffer) => Promise<LightMyRequestResponse>;
  readonly setPartnership: (state: 'requested' | 'active' | 'suspended' | 'ended') => Promise<void>;
  /** How far it holds a log. */
  readonly heldOf: (log: string) => Promise<number | undefined>;
  readonly advance: (ms: number) => void;
};

export async function openVectorBirch(dialect: Database['dialect'] = 'sqlite'): Promise<VectorBirch> {
  const seeds = [birch.identity.seed, birch.operational.seed].map((seed) => Buffer.from(seed, 'hex'));
  const entropy = { ...systemEntropy, bytes: (length: number) => (length === 32 ? seeds.shift() : undefined) ?? randomBytes(length) };
  const { clock, advance } = adjustableClock(NOW * 1000);
  const node = await createTestNode({ dialect, name: 'Birch', clock, entropy });
  const { context } = node.node;
  const { database } = context;
  await database.write((tx) => rememberNode(tx, { document: verifyNodeDocument(alderJws), jws: alderJws, now: AT }));
  const setPartnership = (state: string): Promise<void> => pair(node, state as 'active');
  await setPartnership('active');
  await shareChannel(node);
  return {
    node,
    did: context.identity.did,
    advance,
    setPartnership,
    heldOf: async (log) => (await database.read.selectFrom('logs').select('seq').where('id', '=', log).executeTakeFirst())?.seq,
    send: (method, path, body) => node.inject({ method, url: path, ...signedByAlder(method, path, { body, nowMs: clock.now() }) }),
  };
}

function signedByAlder(method: string, path: string, { body, nowMs }: { body: string | Buffer | undefined; nowMs: number }) {
  const der = Buffer.from(`302e020100300506032b657004220420${alder.operational.seed}`, 'hex');
  const created = Math.floor(nowMs / 1000);
  const { headers } = signRequest({
    method,
    targetUri: `https://birch.example${path}`,
    body: body === undefined ? undefined : Buffer.from(body),
    contentType: 'application/activity+json',
    keyId: alder.operational.kid,
    key: createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }),
    created,
    expires: created + 300,
    nonce: randomBytes(16).toString('base64url'),
    tag: 'adjoin',
  });
  return { headers, ...(body === undefined ? {} : { payload: body }) };
}

async function pair({ node: { context } }: TestNode, state: 'requested' | 'active' | 'suspended' | 'ended'): Promise<void> {
  const values = {
    id: partnerIdOf(alder.did), node: alder.did, state, reason: '', is_inviter: 0, inviter_nonce: '', invitee_nonce: '', confirm_positions: '[1,2]', confirm_tries: 0,
    address_url: 'https://alder.example', address_pin: null, accepted_host: 'alder.example', announced_version: 1,
    confirmed_by_us_at: AT, confirmed_by_partner_at: AT, created_at: AT, changed_at: AT,
  };
  await context.database.write(async (tx) => {
    await tx.db.insertInto('partnerships').values(values).onConflict((conflict) => conflict.column('node').doUpdateSet({ state })).execute();
    await context.partners.mirror(tx, alder.did);
  });
}

async function shareChannel({ node: { context } }: TestNode): Promise<void> {
  const id = `chan_${localUuid(channelDid, context.identity.did)}`;
  const channel = { id, did: channelDid, host: alder.did, name: 'Deliveries', topic: '', perimeter: 'shared', state: 'active', audience_version: 1, created_at: AT } as const;
  const place = { channel_id: id, state: 'active', invite: null, acted_by: null, reason: '', changed_at: AT } as const;
  await context.database.write(async (tx) => {
    await tx.db.insertInto('channels').values(channel).execute();
    await tx.db.insertInto('channel_nodes').values([{ ...place, node: alder.did }, { ...place, node: context.identity.did }]).execute();
  });
}
