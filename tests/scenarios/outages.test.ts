import { testDialects } from '@adjoin/node/testing/open-test-database';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { waitUntil } from '../world/wait-until.ts';
import { postIdAt, sameEverywhere, textsIn } from './world/channels.ts';
import type { Company } from './world/company.ts';
import { createWorld, type World } from './world/create-world.ts';
import { openChannel, pair, partnerIdAt, share } from './world/partnerships.ts';

const HOUR_MS = 3_600_000;

describe.each(testDialects)('when a company is away, on %s', (dialect) => {
  let world: World<'Alder' | 'Birch'>;
  let alder: Company;
  let birch: Company;
  let atAlder: string;
  let atBirch: string;

  beforeAll(async () => {
    world = await createWorld(['Alder', 'Birch'], dialect);
    ({ Alder: alder, Birch: birch } = world.company);
    await pair(alder, birch);
    atAlder = await openChannel(alder, 'Deliveries');
    atBirch = await share(alder, birch, { channelId: atAlder });
    await world.quiet();
  }, 60_000);
  afterAll(() => world.dispose());

  const write = (company: Company, text: string): Promise<any> => company.ask('POST', `/v1/channels/${company === alder ? atAlder : atBirch}/posts`, { text });
  const deliveryOf = async (id: string): Promise<unknown> => (await alder.ask('GET', `/v1/posts/${id}`)).deliveries.map(({ state, held_since }: any) => [state, held_since]);
  const statusOf = async (company: Company): Promise<any> => (await company.ask('GET', '/v1/status')).partners[0];
  const same = () => sameEverywhere([alder, atAlder], [birch, atBirch]);

  it('its posts wait, and are held from the moment that it has them', async () => {
    await birch.stop();
    const post = await write(alder, 'Are you there?');
    expect(await deliveryOf(post.id)).toEqual([['queued', null]]);
    await waitUntil('alder noticed', async () => (await statusOf(alder)).failures > 0);
    expect(await statusOf(alder)).toMatchObject({ name: 'Birch', sender: 'waiting', last_problem: 'unreachable', queued_entries: 1 });
    world.advance(5 * HOUR_MS);
    await birch.start();
    await world.quiet();
    expect(await deliveryOf(post.id)).toEqual([['held', new Date(world.clock.now()).toISOString()]]);
    expect(await textsIn([birch, atBirch])).toEqual(['Are you there?']);
  });

  it('both may write meanwhile, and hold the same afterwards', async () => {
    world.network.setReachable(alder.url, false);
    world.network.setReachable(birch.url, false);
    const offer = await write(alder, 'Offer');
    await write(birch, 'Question');
    await alder.send('PATCH', `/v1/posts/${offer.id}`, { body: { text: 'Better offer' }, headers: { 'if-match': '"1"' } });
    for (let count = 0; count < 30; count += 1) await alder.ask('POST', `/v1/channels/${atAlder}/post_batches`, { posts: [{ text: `Line ${count}` }] });
    await waitUntil('both noticed', async () => (await statusOf(alder)).failures > 0 && (await statusOf(birch)).failures > 0);
    world.network.setReachable(alder.url, true);
    world.network.setReachable(birch.url, true);
    // The wait after a failure is over at the latest after 15 minutes and a bit.
    world.advance(21 * 60_000);
    await waitUntil('nothing is queued', async () => (await statusOf(alder)).queued_entries === 0 && (await statusOf(birch)).queued_entries === 0);
    await world.quiet();
    expect(await same()).toMatchObject({ objects: 33 });
    expect(await birch.ask('GET', `/v1/posts/${postIdAt(birch, offer.did)}`)).toMatchObject({ text: 'Better offer', version: 2 });
  });

  it('either side may stop in the middle of a conversation, right after it was told that a post is written', async () => {
    const texts: string[] = [];
    for (const [who, down] of [[alder, birch], [birch, alder], [alder, alder], [birch, birch]] as const) {
      texts.push(`From ${who.name} while ${down.name} stops`);
      await write(who, texts.at(-1) as string);
      await down.stop();
      if (who !== down) {
        texts.push(`From ${who.name} alone`);
        await write(who, texts.at(-1) as string);
      }
      await down.start();
      world.advance(21 * 60_000);
    }
    await waitUntil('nothing is queued', async () => (await statusOf(alder)).queued_entries === 0 && (await statusOf(birch)).queued_entries === 0);
    await world.quiet();
    await same();
    expect((await textsIn([birch, atBirch])).slice(-texts.length).toSorted()).toEqual(texts.toSorted());
  });

  it('heals without new posts what got lost in silence: an answer that never came', async () => {
    let lost = 0;
    world.network.interfereWithAnswers((answer, { address, path }) => {
      if (address.url !== birch.url || !path.endsWith('/inbox') || lost > 0) return answer;
      lost += 1;
      return { ...answer, status: 502, body: Buffer.from('') };
    });
    const post = await write(alder, 'Did you get this?');
    await waitUntil('the answer was lost', async () => (await statusOf(alder)).failures > 0);
    expect(await textsIn([birch, atBirch])).toContain('Did you get this?');
    expect(await deliveryOf(post.id)).toEqual([['queued', null]]);
    world.network.interfereWithAnswers((answer) => answer);
    world.advance(10_000);
    await world.quiet();
    expect(await deliveryOf(post.id)).toMatchObject([['held', expect.any(String)]]);
    expect((await textsIn([birch, atBirch])).filter((text) => text === 'Did you get this?')).toHaveLength(1);
    await same();
  });

  it('a suspended partner gets nothing, tells nothing, and both catch up once it is resumed', async () => {
    const partner = await partnerIdAt(alder, birch);
    await alder.ask('PATCH', `/v1/partners/${partner}`, { state: 'suspended', reason: 'Holidays' });
    const sent = world.network.sent.length;
    const ours = await write(alder, 'Not for you yet.');
    await write(birch, 'Hello?');
    await waitUntil('birch is refused', async () => (await statusOf(birch)).last_problem === 'not-paired');
    world.advance(HOUR_MS);
    await waitUntil('birch is refused again', async () => (await statusOf(birch)).failures > 1);
    expect(world.network.sent.slice(sent).filter(({ address }) => address.url === birch.url)).toEqual([]);
    expect(await textsIn([birch, atBirch])).not.toContain('Not for you yet.');
    expect(await textsIn([alder, atAlder])).not.toContain('Hello?');
    expect(await deliveryOf(ours.id)).toEqual([['queued', null]]);

    await alder.ask('PATCH', `/v1/partners/${partner}`, { state: 'active' });
    await waitUntil('alder has delivered', async () => (await statusOf(alder)).queued_entries === 0);
    await waitUntil('birch has delivered', async () => (await statusOf(birch)).queued_entries === 0);
    await world.quiet();
    await same();
    expect(await textsIn([birch, atBirch])).toContain('Not for you yet.');
    expect(await textsIn([alder, atAlder])).toContain('Hello?');
  });
});
