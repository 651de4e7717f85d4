import { ACTIVITY_STREAMS } from '@adjoin/protocol/vocabulary/objects';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { postIdAt, textsIn } from './world/channels.ts';
import { CONTENT, expectRefused, snapshotOf } from './world/expect-refused.ts';
import { uuid, type Activity } from './world/mallory.ts';
import { tell } from './world/mallory-joins.ts';
import { beginMalloryStory, type MalloryStory } from './world/mallory-story.ts';

const AT = '2026-11-23T12:00:00.000Z';
let story: MalloryStory;
beforeAll(async () => void (story = await beginMalloryStory()), 60_000);
beforeEach(() => story.pause());
afterAll(() => story.world.dispose());

const note = (changes: Record<string, unknown> = {}): Activity => {
  const { mallory, withMallory } = story;
  const object = { id: `${mallory.did}/objects/${uuid()}`, type: 'Note', attributedTo: mallory.boss, content: CONTENT, mediaType: 'text/markdown', context: withMallory.did, published: AT };
  return { type: 'Create', object: { ...object, ...changes } };
};

/** Mallory delivers activities in its log of the channel that it is in; the page must be refused. */
function expectPageRefused(activities: readonly (Activity | string)[], code: string, status = 403) {
  const { alder, mallory, log } = story;
  return expectRefused(alder, () => mallory.deliver(alder, [log.page(...activities)]), { status, code, actor: mallory.did, action: 'page.refused' });
}

describe('[THREAT-11] nobody speaks for people of another company', () => {
  it.each<[string, () => Activity]>([
    ['a post by a person of the company that receives it', () => ({ ...note({ attributedTo: story.alder.admin.did }), actor: story.alder.admin.did })],
    ['a post by a person of a third company', () => ({ ...note({ attributedTo: story.birch.admin.did }), actor: story.birch.admin.did })],
    ['a post attributed to somebody else', () => note({ attributedTo: story.alder.admin.did })],
    ['a reaction of somebody else', () => ({ type: 'Like', actor: story.alder.admin.did, object: story.withMallory.post.did, content: '👍' })],
    ['an act of nobody', () => ({ type: 'Like', actor: 'did:key:', object: story.withMallory.post.did, content: '👍' })],
  ])('%s', async (_, activity) => void (await expectPageRefused([activity()], 'actor-mismatch')));

  it('a whole page is refused for one such entry in it', async () => {
    await expectPageRefused([note(), note({ attributedTo: story.alder.admin.did }), note()], 'actor-mismatch');
  });

  it('a page of another company’s log, under one’s own signature', async () => {
    const { alder, mallory, log, withMallory } = story;
    const page = { ...log.page(note()), partOf: log.id.replace(mallory.did, story.birch.did) };
    await expectRefused(alder, () => mallory.deliver(alder, [page]), { status: 403, code: 'actor-mismatch', actor: mallory.did });
    expect(await textsIn([alder, withMallory.id])).toEqual(['First words of With Mallory']);
  });
});

describe('[THREAT-12] nobody names things of another company', () => {
  it.each<[string, () => Activity]>([
    ['a post with an id of the company that receives it', () => note({ id: `${story.alder.did}/objects/${uuid()}` })],
    ['a post with the id of a post that is there', () => note({ id: story.withMallory.post.did })],
    ['a post with an id of a third company', () => note({ id: `${story.birch.did}/objects/${uuid()}` })],
    ['an activity named as another log’s', () => ({ ...note(), id: `${story.alder.did}/logs/x.y.0/1` })],
    ['an activity with the id of another place of its own log', () => ({ ...note(), id: story.log.nextId(7) })],
    ['a channel of the company that receives it', () => ({ type: 'Update', object: { id: story.withMallory.did, type: 'Group', name: CONTENT, summary: '' } })],
  ])('%s', async (_, activity) => void (await expectPageRefused([activity()], 'origin-mismatch')));

  it('the uuid that another company used, or will use, is no obstacle: ids are filed by their whole DID', async () => {
    const { world, alder, birch, mallory, log, withBirch } = story;
    const first = await birch.ask('POST', `/v1/channels/${withBirch.idAtBirch}/posts`, { text: 'Birch was here.' });
    await world.quiet();
    const sameUuid = `${mallory.did}/objects/${first.did.slice(-36)}`;
    await tell(mallory, alder, { log, activities: [note({ id: sameUuid, content: 'Mallory too.' })] });
    expect(await alder.ask('GET', `/v1/posts/${postIdAt(alder, first.did)}`)).toMatchObject({ text: 'Birch was here.', author: { company: { name: 'Birch' } } });
    expect(await alder.ask('GET', `/v1/posts/${postIdAt(alder, sameUuid)}`)).toMatchObject({ text: 'Mallory too.', author: { company: { name: 'Mallory' } } });
  });
});

describe('[THREAT-13] a partner changes nothing of anybody else', () => {
  const person = (id: string) => ({ id, type: 'Person', name: CONTENT });
  it.each<[string, () => Activity]>([
    ['edits a post', () => ({ type: 'Update', object: { id: story.withMallory.post.did, type: 'Note', content: CONTENT, mediaType: 'text/markdown', updated: AT } })],
    ['deletes a post', () => ({ type: 'Delete', object: { id: story.withMallory.post.did, type: 'Tombstone', deleted: AT } })],
    ['deletes a post of a channel that it is not in', () => ({ type: 'Delete', object: { id: story.withBirch.post.did, type: 'Tombstone', deleted: AT } })],
    ['deletes a post of an internal channel', () => ({ type: 'Delete', object: { id: story.internal.post.did, type: 'Tombstone', deleted: AT } })],
    ['adds a person of ours', () => ({ type: 'Add', object: person(`${story.alder.did}/people/${uuid()}`), target: story.withMallory.did })],
    ['renames a person of ours', () => ({ type: 'Add', object: person(story.alder.admin.did), target: story.withMallory.did })],
    ['removes a person of ours', () => ({ type: 'Remove', object: { id: story.alder.admin.did, type: 'Person' }, target: story.withMallory.did })],
    ['adds a person of a third company', () => ({ type: 'Add', object: person(story.birch.admin.did), target: story.withMallory.did })],
    ['renames the channel', () => ({ type: 'Update', object: { id: story.withMallory.did, type: 'Group', name: CONTENT, summary: '' } })],
    ['makes the channel anew', () => ({ type: 'Create', object: { id: story.withMallory.did, type: 'Group', name: CONTENT, summary: '' } })],
    ['takes a company out', () => ({ type: 'Remove', object: { id: story.alder.did, type: 'Organization' }, target: story.withMallory.did })],
    ['takes another company of its own in', () => ({ type: 'Add', object: { id: story.mallory.did, type: 'Organization', document: story.mallory.documentWith() }, target: story.withMallory.did })],
  ])('%s', async (_, activity) => void (await expectPageRefused([activity()], 'origin-mismatch')));

  it.each<[string, () => string]>([
    ['an internal channel', () => story.internal.did],
    ['a channel shared with others', () => story.withBirch.did],
    ['a channel that is not there', () => `${story.alder.did}/channels/${uuid()}`],
  ])('writes into %s: the same 404', async (_, channel) => {
    const { alder, mallory } = story;
    const page = mallory.channelLog(channel()).page(note({ context: channel() }));
    const reply = await expectRefused(alder, () => mallory.deliver(alder, [page]), { status: 404, code: 'not-found', actor: mallory.did });
    const { request_id: _request, ...said } = reply.body;
    expect(said).toEqual({ type: 'urn:adjoin:problem:not-found', title: 'There is no such log between us', status: 404, code: 'not-found' });
  });

  it('an own post placed in another channel by its context, or attached to a post there, appears nowhere', async () => {
    const { alder, mallory, log, withBirch, internal, withMallory } = story;
    const posts = async (): Promise<unknown> => Promise.all([internal, withBirch, withMallory].map(({ id }) => textsIn([alder, id])));
    const before = await posts();
    const { objects } = await snapshotOf(alder);
    await tell(mallory, alder, {
      log,
      activities: [note({ context: internal.did }), note({ context: withBirch.did }), note({ inReplyTo: internal.post.did }), note({ inReplyTo: withBirch.post.did })],
    });
    expect(await posts()).toEqual(before);
    expect((await snapshotOf(alder)).objects).toBe(objects);
    const { faults } = await alder.ask('GET', '/v1/status');
    expect(faults.map(({ state, code }: any) => `${state} ${code}`)).toEqual(Array(4).fill('quarantined cross-perimeter'));
  });
});

describe('[THREAT-14] only the owner’s own proof vouches for a log', () => {
  const send = (changes: Record<string, unknown>) => {
    const { alder, mallory, log } = story;
    return () => mallory.deliver(alder, [{ ...log.page(note()), ...changes }]);
  };

  it('a page without a checkpoint', async () => {
    await expectRefused(story.alder, send({ checkpoint: undefined }), { status: 400, code: 'invalid-delivery', actor: story.mallory.did });
  });
  it('a checkpoint without its signature', async () => {
    const [header, payload] = story.log.page(note()).checkpoint.split('.');
    await expectRefused(story.alder, send({ checkpoint: `${header}.${payload}.AA` }), { status: 401, code: 'proof-required', actor: story.mallory.did });
  });
  it('an altered checkpoint', async () => {
    const page = story.log.page(note());
    const [header, payload, signature] = page.checkpoint.split('.') as [string, string, string];
    const later = Buffer.from(Buffer.from(payload, 'base64url').toString().replace(/"time":"2026/, '"time":"2025')).toString('base64url');
    expect(later).not.toBe(payload);
    await expectRefused(story.alder, () => story.mallory.deliver(story.alder, [{ ...page, checkpoint: `${header}.${later}.${signature}` }]), { status: 401, code: 'proof-required' });
  });
  it('an altered entry under a sound checkpoint', async () => {
    const page = story.log.page(note());
    const [item] = page.orderedItems as [(typeof page.orderedItems)[number]];
    const orderedItems = [{ ...item, payload: (item.payload as string).replace(CONTENT, `${CONTENT}!`) }];
    await expectRefused(story.alder, () => story.mallory.deliver(story.alder, [{ ...page, orderedItems }]), { status: 422, code: 'payload-mismatch' });
    await expectRefused(story.alder, () => story.mallory.deliver(story.alder, [{ ...page, orderedItems: [{ ...item, header: item.header.replace('"object"', '"reaction"') }] }]), { status: 422, code: 'checkpoint-mismatch' });
  });
  it('a relay’s signature in place of the origin’s', async () => {
    const { alder, birch, mallory, withMallory } = story;
    const { id } = mallory.channelLog(withMallory.did);
    const foreign = { ...story.log.page(note()), partOf: id.replace(mallory.did, birch.did) };
    const vouched = { ...foreign, checkpoint: mallory.checkpoint({ log: foreign.partOf, seq: 1, head: 'A'.repeat(43) }) };
    await expectRefused(alder, () => mallory.deliver(alder, [vouched]), { status: 403, code: 'actor-mismatch', actor: mallory.did });
  });
  it.each([
    ['an inline context', { '@context': { Note: 'https://mallory.example/Note' } }],
    ['a further context', { '@context': [ACTIVITY_STREAMS, 'https://mallory.example/context'] }],
    ['another context', { '@context': 'https://mallory.example/context' }],
  ])('contexts are fixed strings: %s has no effect and is never fetched', async (_, context) => {
    const { world, alder, mallory, log, withMallory } = story;
    const sent = world.network.sent.length;
    const before = await textsIn([alder, withMallory.id]);
    await tell(mallory, alder, { log, activities: [{ ...note(), ...context }] });
    expect(await textsIn([alder, withMallory.id])).toEqual(before);
    expect((await alder.ask('GET', '/v1/status')).faults.at(-1)).toMatchObject({ state: 'quarantined', code: 'invalid-activity' });
    expect(world.network.sent.slice(sent).map(({ address }) => address.url)).not.toContain('https://mallory.example/context');
  });
});
