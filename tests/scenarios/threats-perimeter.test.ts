import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { channelLogId } from '@adjoin/protocol/identifiers/ids';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { postIdAt, textsIn } from './world/channels.ts';
import type { Account, Method, Reply } from './world/company.ts';
import { CONTENT, expectRefused, snapshotOf } from './world/expect-refused.ts';
import { uuid } from './world/mallory.ts';
import { tell } from './world/mallory-joins.ts';
import { beginMalloryStory, type MalloryStory } from './world/mallory-story.ts';

const folder = mkdtempSync(join(tmpdir(), 'adjoin-web-'));
let story: MalloryStory;
let mia: Account;

beforeAll(async () => {
  mkdirSync(join(folder, 'web', 'assets'), { recursive: true });
  writeFileSync(join(folder, 'secret.key'), CONTENT);
  writeFileSync(join(folder, 'web', 'index.html'), '<!doctype html><title>Adjoin</title>');
  writeFileSync(join(folder, 'web', 'assets', 'app.js'), '// app');
  story = await beginMalloryStory({ ADJOIN_WEB_DIR: join(folder, 'web') });
  mia = await story.alder.hire('Mia Newcomer');
}, 60_000);
beforeEach(async () => {
  await story.pause(4);
  await story.alder.tokenOf(mia);
});
afterAll(async () => {
  await story.world.dispose();
  rmSync(folder, { recursive: true });
});

/** What an answer says, without what names the request. */
function saying({ status, headers, body }: Reply): unknown {
  const { 'x-request-id': _id, date: _date, ...fields } = headers;
  const { request_id: _request, ...said } = body;
  return { status, fields, said };
}

describe('[THREAT-1] what a partner may not know of looks like what is not there', () => {
  const logOf = (channelDid: string): string => channelLogId({ origin: story.alder.did, channel: channelDid, epoch: 0 });
  const absent = (): string => `${story.alder.did}/channels/${uuid()}`;

  it.each<[string, () => string]>([
    ['an internal channel', () => story.internal.did],
    ['a channel shared with others', () => story.withBirch.did],
  ])('a log of %s, asked for', async (_, channel) => {
    const { alder, mallory } = story;
    const refused = await expectRefused(alder, () => mallory.pull(alder, logOf(channel())), { status: 404, code: 'not-found', actor: mallory.did, action: 'request.refused' });
    expect(saying(refused)).toEqual(saying(await mallory.pull(alder, logOf(absent()))));
  });

  it('a log between two other companies, asked for', async () => {
    const { alder, birch, mallory } = story;
    const log = `${alder.did}/logs/${birch.did.slice('did:key:'.length)}.partnership.0`;
    const refused = await expectRefused(alder, () => mallory.pull(alder, log), { status: 404, code: 'not-found', actor: mallory.did });
    expect(saying(refused)).toEqual(saying(await mallory.pull(alder, logOf(absent()))));
  });

  it('heads name only logs that the partner shares', async () => {
    const { alder, mallory, withBirch, withMallory } = story;
    const heads = [{ log: logOf(withBirch.did), seq: 0, head: 'A'.repeat(43) }, { log: logOf(withMallory.did), seq: 0, head: 'A'.repeat(43) }];
    const { body } = await mallory.request(alder, JSON.stringify({ '@context': 'https://www.w3.org/ns/activitystreams', type: 'Collection', items: [], heads }));
    const named = body.heads.map(({ log }: { log: string }) => log);
    expect(named).toContain(logOf(withMallory.did));
    expect(named.join()).not.toContain(withBirch.did.slice(-36));
    expect(named.join()).not.toContain(story.birch.did.slice('did:key:'.length));
  });

  it('the id of an internal post inside a shared object: same answer as for one that is nowhere, and no effect', async () => {
    const { alder, mallory, log, internal, withBirch, withMallory } = story;
    const object = () => ({ id: `${mallory.did}/objects/${uuid()}`, type: 'Note', attributedTo: mallory.boss, content: CONTENT, mediaType: 'text/markdown', context: withMallory.did, published: '2026-11-23T12:00:00.000Z' });
    const said: string[] = [];
    for (const target of [internal.post.did, withBirch.post.did, `${alder.did}/objects/${uuid()}`]) {
      const before = await snapshotOf(alder);
      await tell(mallory, alder, { log, activities: [{ type: 'Create', object: { ...object(), inReplyTo: target } }, { type: 'Like', object: target, content: '👍' }] });
      const { objects, reactions, people } = await snapshotOf(alder);
      expect({ objects, reactions, people }).toEqual({ objects: before.objects, reactions: before.reactions, people: before.people });
      const { body } = await mallory.pull(alder, logOf(withMallory.did));
      said.push(JSON.stringify(body.items[0].orderedItems));
    }
    // Nothing that Mallory can read of Alder has changed by it.
    expect(new Set(said).size).toBe(1);
    expect(await textsIn([alder, withMallory.id])).toEqual(['First words of With Mallory']);
  });
});

describe('[THREAT-1] what a colleague may not see looks like what is not there', () => {
  const asks: [Method, (channel: string, post: string, person: string) => string, unknown?][] = [
    ['GET', (channel) => `/v1/channels/${channel}`],
    ['PATCH', (channel) => `/v1/channels/${channel}`, { name: CONTENT }],
    ['GET', (channel) => `/v1/channels/${channel}/members`],
    ['POST', (channel) => `/v1/channels/${channel}/members`, { person_ids: ['pers_00000000-0000-7000-8000-000000000000'] }],
    ['DELETE', (channel, _, person) => `/v1/channels/${channel}/members/${person}`],
    ['GET', (channel) => `/v1/channels/${channel}/audience`],
    ['GET', (channel) => `/v1/channels/${channel}/digest`],
    ['GET', (channel) => `/v1/channels/${channel}/posts`],
    ['POST', (channel) => `/v1/channels/${channel}/posts`, { text: CONTENT }],
    ['POST', (channel) => `/v1/channels/${channel}/post_batches`, { posts: [{ text: CONTENT }] }],
    ['POST', (channel) => `/v1/channels/${channel}/imports`, { posts: [{ person_id: 'x', text: CONTENT, published_at: '2026-01-01T00:00:00Z' }] }],
    ['GET', (channel) => `/v1/channels/${channel}/shares`],
    ['GET', (_, post) => `/v1/posts/${post}`],
    ['PATCH', (_, post) => `/v1/posts/${post}`, { text: CONTENT }],
    ['DELETE', (_, post) => `/v1/posts/${post}`],
    ['GET', (_, post) => `/v1/posts/${post}/versions`],
    ['GET', (_, post) => `/v1/posts/${post}/replies`],
    ['GET', (_, post) => `/v1/posts/${post}/deliveries`],
    ['PUT', (_, post) => `/v1/posts/${post}/reactions/👍`],
    ['DELETE', (_, post) => `/v1/posts/${post}/reactions/👍`],
  ];
  it.each(asks)('%s %s', async (method, path, body) => {
    const { alder, internal, withBirch } = story;
    const ask = (channel: string, post: string): Promise<Reply> =>
      alder.send(method, encodeURI(path(channel, post, alder.admin.id)), { as: mia, ...(body === undefined ? {} : { body }), headers: method === 'PATCH' || method === 'DELETE' ? { 'if-match': '"1"' } : {} });
    const nowhere = await ask(`chan_${uuid()}`, `post_${uuid()}`);
    for (const room of [internal, withBirch]) {
      const refused = await expectRefused(alder, () => ask(room.id, room.post.id), { status: 404, code: 'not-found', actor: mia.id });
      expect(saying(refused)).toEqual(saying(nowhere));
    }
  });
});

describe('[THREAT-5] [THREAT-33] no file can be had, by whatever address', () => {
  const paths = ['/files/1', '/v1/files/1', '/v1/files', '/v1/posts/1/files', '/federation/v1/files/1', '/uploads/1.png', '/media/1', '/secret.key', '/assets/../../secret.key', '/assets/%2e%2e/%2e%2e/secret.key', '/..%2fsecret.key', '/assets/..%5c..%5csecret.key', '/%00', '//etc/passwd', '/assets/missing.js', '/.env', '/adjoin.db'];
  it.each(paths)('%s', async (path) => {
    const { alder, mallory } = story;
    const before = await snapshotOf(alder);
    for (const [method, headers] of [['GET', {}], ['HEAD', {}], ['GET', { range: 'bytes=0-10' }]] as const) {
      for (const as of ['nobody', alder.admin] as const) {
        const { status, text } = await alder.send(method, path, { as, headers });
        expect(status, `${method} ${path}`).toBe(404);
        expect(text).not.toContain(CONTENT);
      }
    }
    expect((await mallory.request(alder, undefined, { method: 'GET', path })).status).toBe(404);
    expect(await snapshotOf(alder)).toEqual(before);
  });
  it('while the web app itself is served', async () => {
    expect(await story.alder.send('GET', '/assets/app.js', { as: 'nobody' })).toMatchObject({ status: 200, text: '// app' });
  });
});

describe('[THREAT-6] nothing answers across the perimeter', () => {
  it.each<[string, () => string]>([
    ['an internal post', () => story.internal.post.id],
    ['a post of another shared channel', () => story.withBirch.post.id],
    ['no post at all', () => `post_${uuid()}`],
  ])('a reply in a shared channel to %s: the same refusal, and nothing leaves', async (_, parent) => {
    const { world, alder, withMallory } = story;
    await alder.tokenOf(alder.admin);
    const sent = world.network.sent.length;
    const path = `/v1/channels/${withMallory.id}`;
    const refused = await expectRefused(alder, () => alder.send('POST', `${path}/posts`, { body: { text: CONTENT, in_reply_to: parent() } }), { status: 422, code: 'cross-perimeter', actor: alder.admin.id });
    expect(JSON.stringify(refused.body)).not.toMatch(/First words|Inside|With Birch/);
    await expectRefused(alder, () => alder.send('POST', `${path}/post_batches`, { body: { posts: [{ text: CONTENT }, { text: CONTENT, in_reply_to: parent() }] } }), { status: 422, code: 'cross-perimeter' });
    const old = { person_id: alder.admin.id, text: CONTENT, published_at: '2026-01-01T00:00:00Z', in_reply_to: parent() };
    await expectRefused(alder, () => alder.send('POST', `${path}/imports`, { body: { posts: [old] } }), { status: 422, code: 'cross-perimeter' });
    expect(world.network.sent.slice(sent)).toEqual([]);
  });
  it('a reply in an internal channel to a shared post is refused too', async () => {
    const { alder, internal, withMallory } = story;
    await alder.tokenOf(alder.admin);
    const attempt = () => alder.send('POST', `/v1/channels/${internal.id}/posts`, { body: { text: CONTENT, in_reply_to: withMallory.post.id } });
    await expectRefused(alder, attempt, { status: 422, code: 'cross-perimeter' });
  });
  it('lists of replies hold those of the same channel only', async () => {
    const { alder, mallory, log, withMallory, withBirch } = story;
    const reply = { id: `${mallory.did}/objects/${uuid()}`, type: 'Note', attributedTo: mallory.boss, content: 'An answer.', mediaType: 'text/markdown', context: withMallory.did, published: '2026-11-23T12:00:00.000Z', inReplyTo: withMallory.post.did };
    await tell(mallory, alder, { log, activities: [{ type: 'Create', object: reply }] });
    const repliesTo = async (id: string): Promise<unknown[]> => (await alder.ask('GET', `/v1/posts/${id}/replies`)).data.map((post: any) => post.id);
    expect(await repliesTo(withMallory.post.id)).toEqual([postIdAt(alder, reply.id)]);
    expect(await repliesTo(withBirch.post.id)).toEqual([]);
  });
});

describe('[THREAT-9] a channel is shared by its own company alone', () => {
  it.each<[string, () => string]>([
    ['an internal channel of the company that it invites', () => story.internal.did],
    ['a channel that it is in itself', () => story.withMallory.did],
    ['a channel that is not there', () => `${story.alder.did}/channels/${uuid()}`],
  ])('an invitation into %s: the same refusal', async (_, channel) => {
    const { alder, mallory } = story;
    const invite = { type: 'Invite', object: { id: channel(), type: 'Group', name: CONTENT, summary: '' }, target: alder.did, history: 'full' };
    await expectRefused(alder, () => mallory.deliver(alder, [mallory.partnershipLog(alder).page(invite)]), { status: 404, code: 'not-found', actor: mallory.did });
    expect((await alder.ask('GET', '/v1/share_invitations')).data).toEqual([]);
  });
  it('an acceptance of an invitation that nobody made lets nobody in', async () => {
    const { alder, mallory, internal, withBirch } = story;
    const before = await snapshotOf(alder);
    for (const { did } of [internal, withBirch]) {
      const accept = { type: 'Accept', object: { type: 'Invite', id: `${alder.did}/logs/${mallory.did.slice('did:key:'.length)}.partnership.0/1`, object: did } };
      await tell(mallory, alder, { log: mallory.partnershipLog(alder), activities: [accept] });
      const page = mallory.channelLog(did).page({ type: 'Like', object: `${alder.did}/objects/${uuid()}`, content: '👍' });
      await expectRefused(alder, () => mallory.deliver(alder, [page]), { status: 404, code: 'not-found' });
    }
    const { channels, channel_nodes, channel_people } = await snapshotOf(alder);
    expect({ channels, channel_nodes, channel_people }).toEqual({ channels: before.channels, channel_nodes: before.channel_nodes, channel_people: before.channel_people });
  });
  it('an invitation into a channel of its own opens nothing until an administrator accepts', async () => {
    const { alder, mallory } = story;
    const channel = `${mallory.did}/channels/${uuid()}`;
    const { channels } = await snapshotOf(alder);
    await tell(mallory, alder, { log: mallory.partnershipLog(alder), activities: [{ type: 'Invite', object: { id: channel, type: 'Group', name: 'Trap', summary: '' }, target: alder.did, history: 'full' }] });
    expect((await alder.ask('GET', '/v1/share_invitations')).data).toMatchObject([{ name: 'Trap', state: 'pending' }]);
    const page = mallory.channelLog(channel).page({ type: 'Create', object: { id: channel, type: 'Group', name: 'Trap', summary: '' } });
    await expectRefused(alder, () => mallory.deliver(alder, [page]), { status: 404, code: 'not-found' });
    expect((await snapshotOf(alder)).channels).toBe(channels);
  });
});
