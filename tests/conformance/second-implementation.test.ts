import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createTestNode, type TestNode } from '@adjoin/node/testing/create-test-node';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { applyAll, digestOf } from './other-make/channel-copy.ts';
import { deliver, pull, serve, tellHeads } from './other-make/delivery.ts';
import { forget, openOtherNode, payloadsOf, say, toldByPartner, type OtherNode } from './other-make/other-node.ts';
import { acceptInvitation, confirm, invite } from './other-make/pairing.ts';
import type { Wire } from './other-make/signed-requests.ts';
import { sentenceOf, wordsOf } from './other-make/words.ts';
import { readSpec } from './read-spec.ts';

type Partner = { id: string; state: string; words: string[]; sentence: string; confirm_positions: number[] };
type Post = { id: string; did: string; text: string | null; author: { name: string }; in_reply_to: string | null; deliveries: { state: string }[]; reactions: { emoji: string; count: number }[] };

const ENGLISH = readSpec('words/en.json');
const OTHER_URL = 'https://other.example';

/** A node of ours and one of the other make, each the other's whole network. */
async function openBoth(): Promise<{ alder: TestNode; other: OtherNode }> {
  const alder = await createTestNode({
    name: 'Alder',
    transport: {
      request: async ({ method, path, headers, body }) => {
        const wire = { method, url: OTHER_URL + path, headers, body: body === undefined ? '' : Buffer.from(body).toString() };
        const answer = await serve(other, wire);
        return { status: answer.status, headers: {}, body: Buffer.from(answer.body) };
      },
      close: () => Promise.resolve(),
    },
  });
  const carry = async ({ method, url, headers, body }: Wire) => {
    const answer = await alder.inject({ method, url: url.slice(alder.url.length), headers, ...(body === '' ? {} : { payload: body }) });
    return { status: answer.statusCode, body: answer.body };
  };
  const other = await openOtherNode('Other Make', { url: OTHER_URL, carry });
  return { alder, other };
}

const ask = async <T>(alder: TestNode, method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE', url: string, payload?: object): Promise<T> => {
  const answer = await alder.inject({ method, url, as: alder.admin, headers: { 'if-match': '*' }, ...(payload === undefined ? {} : { payload }) });
  if (answer.statusCode >= 300) throw new Error(answer.body);
  return answer.body === '' ? (undefined as T) : answer.json<T>();
};
const firstOf = async <T>(alder: TestNode, url: string): Promise<T> => (await ask<{ data: T[] }>(alder, 'GET', url)).data[0] as T;
const partnerOf = (alder: TestNode): Promise<Partner> => firstOf<Partner>(alder, '/v1/partners?language=en');

async function confirmBoth(alder: TestNode, other: OtherNode): Promise<void> {
  const { id, words, confirm_positions: positions } = await partnerOf(alder);
  await ask(alder, 'POST', `/v1/partners/${id}/confirmations`, { words: positions.map((position) => words[position - 1]) });
  confirm(other);
  await deliver(other);
  await vi.waitFor(async () => expect((await partnerOf(alder)).state).toBe('active'));
}

describe('a second implementation, made from the specification alone', () => {
  let alder: TestNode;
  let other: OtherNode;
  let channel: { id: string; did: string };
  beforeAll(async () => {
    ({ alder, other } = await openBoth());
  });
  afterAll(() => alder.dispose());

  it('imports nothing of ours', () => {
    const folder = fileURLToPath(new URL('other-make/', import.meta.url));
    const imports = globSync('*.ts', { cwd: folder }).flatMap((path) => [...readFileSync(folder + path, 'utf8').matchAll(/from '([^']+)'/g)].map(([, from]) => from));
    expect(imports.filter((from) => !/^(\.\/|node:|jose$|http-message-sig$|@scure\/base$)/.test(from ?? ''))).toEqual([]);
    expect(imports.length).toBeGreaterThan(20);
  });

  it('[PAIR-5] pairs by invitation, and [PAIR-6] shows the same words', async () => {
    const { invitation } = await ask<{ invitation: string }>(alder, 'POST', '/v1/invitations', {});
    const transcript = await acceptInvitation(other, invitation);
    const partner = await partnerOf(alder);
    expect(partner).toMatchObject({ state: 'requested', words: wordsOf(transcript, ENGLISH), sentence: sentenceOf(transcript, ENGLISH) });
  });

  it('[PAIR-9] is a partner once both have confirmed', async () => {
    await confirmBoth(alder, other);
    await vi.waitFor(() => expect(toldByPartner(other, 'Accept')).toHaveLength(1));
  });

  it('[CHN-2] hears of a channel, and [CHN-6] is taken into it', async () => {
    channel = await ask(alder, 'POST', '/v1/channels', { name: 'Deliveries', perimeter: 'shared' });
    await ask(alder, 'POST', `/v1/channels/${channel.id}/shares`, { partner_id: (await partnerOf(alder)).id });
    await vi.waitFor(() => expect(toldByPartner(other, 'Invite')).toMatchObject([{ object: { id: channel.did } }]));
    say(other, 'partnership', { kind: 'partnership', type: 'Accept', object: { type: 'Invite', id: toldByPartner(other, 'Invite')[0]?.id, object: channel.did } });
    expect(await deliver(other)).toMatchObject([{ status: 'accepted' }]);
    await vi.waitFor(() => expect(payloadsOf(other, channel.did).some((payload) => payload?.includes(other.identity.did))).toBe(true));
  });

  it('[OBJ-1] is read by ours', async () => {
    const note = { id: `${other.identity.did}/objects/019ab000-0000-7000-8000-000000000001`, type: 'Note', attributedTo: other.person, content: 'Hello from elsewhere', mediaType: 'text/markdown', context: channel.did, published: new Date().toISOString() };
    say(other, { channel: channel.did }, { kind: 'channel', type: 'Add', object: { id: other.person, type: 'Person', name: 'Olga' }, target: channel.did });
    say(other, { channel: channel.did }, { kind: 'object', type: 'Create', object: note });
    say(other, { channel: channel.did }, { kind: 'object', type: 'Update', object: { id: note.id, type: 'Note', content: 'Hello again', mediaType: 'text/markdown', updated: new Date().toISOString() } });
    expect(await deliver(other)).toMatchObject([{ status: 'accepted' }]);
    expect(await firstOf<Post>(alder, `/v1/channels/${channel.id}/posts`)).toMatchObject({ text: 'Hello again', author: { name: 'Olga' }, did: note.id });
  });

  it('[REP-7] reads ours, and its receipts are believed', async () => {
    const theirs = await firstOf<Post>(alder, `/v1/channels/${channel.id}/posts`);
    const reply = await ask<Post>(alder, 'POST', `/v1/channels/${channel.id}/posts`, { text: 'Grüße 👋\n- "quoted" \\', in_reply_to: theirs.id });
    await ask(alder, 'PATCH', `/v1/posts/${reply.id}`, { text: 'Grüße 👋' });
    await ask(alder, 'PUT', `/v1/posts/${theirs.id}/reactions/${encodeURIComponent('👍')}`);
    const mistake = await ask<Post>(alder, 'POST', `/v1/channels/${channel.id}/posts`, { text: 'Said in error' });
    await ask(alder, 'DELETE', `/v1/posts/${mistake.id}`);
    await vi.waitFor(async () => expect((await ask<Post>(alder, 'GET', `/v1/posts/${reply.id}`)).deliveries).toMatchObject([{ state: 'held' }]));
    expect(payloadsOf(other, channel.did).some((payload) => payload?.includes(reply.did))).toBe(true);
  });

  it('[OBJ-8] reacts to ours', async () => {
    const posts = (await ask<{ data: Post[] }>(alder, 'GET', `/v1/channels/${channel.id}/posts`)).data;
    const reply = posts.find(({ text }) => text === 'Grüße 👋') as Post;
    for (const content of ['✅', '🎉']) say(other, { channel: channel.did }, { kind: 'reaction', type: 'Like', object: reply.did, content });
    say(other, { channel: channel.did }, { kind: 'reaction', type: 'Undo', object: { type: 'Like', object: reply.did, content: '🎉' } });
    await deliver(other);
    expect((await ask<Post>(alder, 'GET', `/v1/posts/${reply.id}`)).reactions).toMatchObject([{ emoji: '✅', count: 1 }]);
  });

  it('[DIG-1] comes to the same digest', async () => {
    const copy = new Map();
    await vi.waitFor(() => expect(payloadsOf(other, channel.did).some((payload) => payload?.includes('Tombstone'))).toBe(true));
    applyAll(copy, payloadsOf(other, channel.did));
    const { digest, objects } = await ask<{ digest: string; objects: number }>(alder, 'GET', `/v1/channels/${channel.id}/digest`);
    expect([objects, digest]).toEqual([3, digestOf(copy).digest]);
  });

  it('[REP-11] pulls what it holds, and [LOG-8] finds what was deleted erased', async () => {
    const [log] = [...other.foreign.values()].filter(({ id }) => id.includes(channel.did.slice(-36)));
    const [page] = await pull(other, log?.id ?? '', 0);
    expect(page?.orderedItems.map(({ header }) => header)).toEqual(log?.items.map(({ header }) => header));
    expect(page?.orderedItems.filter(({ payload, salt }) => payload === null && salt === null)).toHaveLength(1);
    expect(page?.orderedItems.some(({ payload }) => payload?.includes('Said in error'))).toBe(false);
  });
});

/** A shared channel of both, hosted by ours, and the logs that the other make holds of it. */
async function share(alder: TestNode, other: OtherNode): Promise<{ id: string; did: string; log: string }> {
  const { invitation } = await ask<{ invitation: string }>(alder, 'POST', '/v1/invitations', {});
  await acceptInvitation(other, invitation);
  await confirmBoth(alder, other);
  const channel = await ask<{ id: string; did: string }>(alder, 'POST', '/v1/channels', { name: 'Deliveries', perimeter: 'shared' });
  await ask(alder, 'POST', `/v1/channels/${channel.id}/shares`, { partner_id: (await partnerOf(alder)).id });
  await vi.waitFor(() => expect(toldByPartner(other, 'Invite')).toHaveLength(1));
  say(other, 'partnership', { kind: 'partnership', type: 'Accept', object: { type: 'Invite', id: toldByPartner(other, 'Invite')[0]?.id, object: channel.did } });
  await deliver(other);
  await vi.waitFor(() => expect(payloadsOf(other, channel.did)).toHaveLength(3));
  const log = [...other.foreign.keys()].find((id) => id.includes(channel.did.slice(-36))) ?? '';
  return { ...channel, log };
}

describe('what was lost with an old backup', () => {
  let alder: TestNode;
  let other: OtherNode;
  beforeEach(async () => {
    ({ alder, other } = await openBoth());
  });
  afterEach(() => alder.dispose());

  it.each([['the end of a log is sent again', 1], ['a whole log is asked for', 0]])('[REP-9] by the other make: %s', async (_what, kept) => {
    const channel = await share(alder, other);
    forget(other, channel.log, kept);
    await ask(alder, 'POST', `/v1/channels/${channel.id}/posts`, { text: 'Are you there?' });
    await vi.waitFor(() => expect(payloadsOf(other, channel.did)).toHaveLength(4), { timeout: 5000 });
  });

  it('[REP-9] by ours: a whole log is asked for', async () => {
    const channel = await share(alder, other);
    say(other, { channel: channel.did }, { kind: 'channel', type: 'Add', object: { id: other.person, type: 'Person', name: 'Olga' }, target: channel.did });
    await deliver(other);
    const { database } = alder.node.context;
    const [own] = [...other.own.keys()].filter((id) => id.includes(channel.did.slice(-36)));
    const findLog = () => database.read.selectFrom('logs').select(['number', 'seq']).where('id', '=', own ?? '').executeTakeFirst();
    const { number } = (await findLog()) as { number: number };
    await database.write(async ({ db }) => {
      await db.deleteFrom('log_entries').where('log', '=', number).execute();
      await db.deleteFrom('logs').where('number', '=', number).execute();
    });
    say(other, { channel: channel.did }, { kind: 'channel', type: 'Remove', object: { id: other.person, type: 'Person' }, target: channel.did });
    expect(await deliver(other)).toMatchObject([{ status: 'deferred', code: 'gap' }]);
    await tellHeads(other);
    await vi.waitFor(async () => expect(await findLog()).toMatchObject({ seq: 2 }));
    expect(await deliver(other)).toMatchObject([{ status: 'duplicate' }]);
  });
});

describe('a second implementation that invites', () => {
  it('[PAIR-4] is paired with by ours', async () => {
    const { alder, other } = await openBoth();
    const invitation = await invite(other);
    const partner = await ask<Partner>(alder, 'POST', '/v1/pairings?language=en', { invitation });
    expect(partner).toMatchObject({ state: 'requested', sentence: sentenceOf(other.transcript ?? { inviter: '', invitee: '', inviterNonce: '', inviteeNonce: '' }, ENGLISH) });
    await confirmBoth(alder, other);
    await vi.waitFor(() => expect(toldByPartner(other, 'Accept')).toHaveLength(1));
    await alder.dispose();
  });
});
