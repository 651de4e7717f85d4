import { channelLogId, partnershipLogId } from '@adjoin/protocol/identifiers/ids';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { waitUntil } from '../world/wait-until.ts';
import { CONTENT, expectRefused } from './world/expect-refused.ts';
import { createMallory, uuid } from './world/mallory.ts';
import { askToPair, tell } from './world/mallory-joins.ts';
import { beginMalloryStory, type MalloryStory } from './world/mallory-story.ts';
import { partnerIdAt, typeWords } from './world/partnerships.ts';

let story: MalloryStory;
beforeAll(async () => void (story = await beginMalloryStory()), 60_000);
beforeEach(() => story.pause(6));
afterAll(() => story.world.dispose());

const reaction = () => ({ type: 'Like', object: story.withMallory.post.did, content: CONTENT.slice(0, 30) });
const page = () => story.log.page(reaction());
const logAtAlder = (): string => channelLogId({ origin: story.alder.did, channel: story.withMallory.did, epoch: 0 });

/** Whatever Mallory asks or brings, it is not heard. */
async function expectDeaf(mallory = story.mallory): Promise<void> {
  const { alder, birch } = story;
  const expected = { status: 401, code: 'not-paired', action: 'request.refused', actor: 'system' };
  await expectRefused(alder, () => mallory.deliver(alder, [page()]), expected);
  await expectRefused(alder, () => mallory.deliver(alder, []), expected);
  await expectRefused(alder, () => mallory.pull(alder, logAtAlder()), expected);
  await expectRefused(alder, () => mallory.pull(alder, partnershipLogId({ origin: alder.did, partner: birch.did, epoch: 0 })), expected);
}

describe('[THREAT-40] who is not paired is not heard', () => {
  it('a stranger with real keys', () => expectDeaf(createMallory(story.world.clock, 'Stranger')));

  it('a partner before both administrators have typed the words: nothing but the confirmation', async () => {
    const { alder, world } = story;
    const early = createMallory(world.clock, 'Early');
    const { words, confirm } = await askToPair(early, alder);
    const log = early.channelLog(story.withMallory.did);
    await expectRefused(alder, () => early.deliver(alder, [log.page(reaction())]), { status: 404, code: 'not-found', actor: early.did });
    await expectRefused(alder, () => early.pull(alder, logAtAlder()), { status: 404, code: 'not-found', actor: early.did });
    await confirm();
    const id = await partnerIdAt(alder, early);
    expect(await alder.ask('GET', `/v1/partners/${id}`)).toMatchObject({ state: 'requested' });
    await expectRefused(alder, () => early.deliver(alder, [log.page(reaction())]), { status: 404, code: 'not-found' });
    await typeWords(alder, id, words);
    expect(await alder.ask('GET', `/v1/partners/${id}`)).toMatchObject({ state: 'active' });
  });

  it('a suspended partner, from the very answer on, and again once resumed', async () => {
    const { alder, partnerId, mallory } = story;
    await alder.ask('PATCH', `/v1/partners/${partnerId}`, { state: 'suspended', reason: 'Audit' });
    await expectDeaf();
    await alder.ask('PATCH', `/v1/partners/${partnerId}`, { state: 'active' });
    expect((await mallory.deliver(alder, [page()])).body.results).toMatchObject([{ status: 'accepted' }]);
  });

  it('a suspended partner after a restart', async () => {
    const { alder, partnerId, world } = story;
    await alder.ask('PATCH', `/v1/partners/${partnerId}`, { state: 'suspended', reason: 'Audit' });
    await alder.stop();
    await alder.start();
    await world.quiet();
    await expectDeaf();
    await alder.ask('PATCH', `/v1/partners/${partnerId}`, { state: 'active' });
  });

  it('through another partner that still is one', async () => {
    const { alder, birch, mallory, partnerId } = story;
    await alder.ask('PATCH', `/v1/partners/${partnerId}`, { state: 'suspended', reason: 'Audit' });
    const { context } = birch;
    const { operational } = context().identity;
    const relayed = page();
    await expectRefused(alder, () => mallory.deliver(alder, [relayed], { signing: { keyId: operational.kid, key: operational.key } }), { status: 403, code: 'actor-mismatch', actor: birch.did });
    await alder.ask('PATCH', `/v1/partners/${partnerId}`, { state: 'active' });
  });
});

describe('[THREAT-41] whoever was taken out gets nothing more', () => {
  it('a company, from its channel', async () => {
    const { alder, mallory, withMallory, partnerId } = story;
    const known = (await mallory.pull(alder, logAtAlder())).body.items[0].orderedItems.length;
    await alder.ask('DELETE', `/v1/channels/${withMallory.id}/shares/${partnerId}`);
    await alder.ask('POST', `/v1/channels/${withMallory.id}/posts`, { text: `${CONTENT}, after` });
    for (const after of [0, known]) {
      const refused = await expectRefused(alder, () => mallory.pull(alder, logAtAlder(), after), { status: 404, code: 'not-found', actor: mallory.did });
      expect(refused.text).not.toContain(CONTENT);
    }
    await expectRefused(alder, () => mallory.deliver(alder, [page()]), { status: 404, code: 'not-found', actor: mallory.did });
    const { body } = await mallory.request(alder, JSON.stringify({ '@context': 'https://www.w3.org/ns/activitystreams', type: 'Collection', items: [], heads: [{ log: logAtAlder(), seq: 0, head: 'A'.repeat(43) }] }));
    expect(body.heads.map(({ log }: { log: string }) => log)).not.toContain(logAtAlder());
  });

  it('a company whose partnership ended: from every channel, and pairing anew begins with nothing', async () => {
    const { alder, mallory, partnerId, world } = story;
    const channelId = (await alder.ask('POST', '/v1/channels', { name: 'Later', perimeter: 'shared' })).id;
    await alder.ask('POST', `/v1/channels/${channelId}/shares`, { partner_id: partnerId });
    await alder.ask('PATCH', `/v1/partners/${partnerId}`, { state: 'ended', reason: 'Done' });
    await world.quiet();
    await expectDeaf();
    await waitUntil('the share has ended with the partnership', async () => (await alder.ask('GET', `/v1/channels/${channelId}/shares`)).data[0].state === 'removed');
    const again = await askToPair(mallory, alder);
    await typeWords(alder, partnerId, again.words);
    await again.confirm();
    expect(await alder.ask('GET', `/v1/partners/${partnerId}`)).toMatchObject({ state: 'active' });
    for (const log of [logAtAlder(), channelLogId({ origin: alder.did, channel: (await alder.ask('GET', `/v1/channels/${channelId}`)).did, epoch: 0 })]) {
      await expectRefused(alder, () => mallory.pull(alder, log), { status: 404, code: 'not-found', actor: mallory.did });
    }
    await tell(mallory, alder, { log: mallory.partnershipLog(alder), activities: [{ type: 'Invite', object: { id: `${mallory.did}/channels/${uuid()}`, type: 'Group', name: 'Hello again', summary: '' }, target: alder.did, history: 'full' }] });
  });
});
