import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { textsIn } from './world/channels.ts';
import { expectRefused, snapshotOf } from './world/expect-refused.ts';
import { envelope, uuid, type Activity } from './world/mallory.ts';
import { beginMalloryStory, type MalloryStory } from './world/mallory-story.ts';

let story: MalloryStory;
beforeAll(async () => void (story = await beginMalloryStory()), 60_000);
afterAll(() => story.world.dispose());

const note = (content: string): Activity => {
  const { mallory, withMallory } = story;
  const object = { id: `${mallory.did}/objects/${uuid()}`, type: 'Note', attributedTo: mallory.boss, content, mediaType: 'text/markdown', context: withMallory.did, published: '2026-11-23T12:00:00.000Z' };
  return { type: 'Create', object };
};

describe('[THREAT-18] a request that comes again', () => {
  it('gets the same receipt and has its effect once; also when the node was restarted; and is stale in the end', async () => {
    const { world, alder, mallory, log, withMallory } = story;
    const page = log.page(note('Once.'));
    const created = Math.floor(world.clock.now() / 1000);
    const signing = { created, nonce: 'abcdefghijklmnopqrstuv' };
    const send = () => mallory.request(alder, envelope([page]), { signing });
    const first = await send();
    expect(first.body.results).toMatchObject([{ status: 'accepted', receipt: expect.any(String) }]);
    log.keep(page);
    await world.quiet();
    const held = await snapshotOf(alder);

    for (const wait of [1_000, 60_000]) {
      world.advance(wait);
      await world.quiet();
      expect((await send()).text).toBe(first.text);
    }
    await alder.stop();
    await alder.start();
    await world.quiet();
    expect((await send()).text).toBe(first.text);
    expect(await snapshotOf(alder)).toEqual(held);
    expect((await textsIn([alder, withMallory.id])).toSorted()).toEqual(['First words of With Mallory', 'Once.']);

    world.advance(301_000);
    await world.quiet();
    const stale = await expectRefused(alder, send, { status: 401, code: 'stale', actor: 'system' });
    expect(stale.body.server_time).toBe(new Date(world.clock.now()).toISOString().replace(/\.\d{3}/, '.000'));
  });

  it('is known by its nonce: another body under the same one has no effect', async () => {
    const { alder, mallory, log, withMallory } = story;
    const signing = { nonce: 'bbbbbbbbbbbbbbbbbbbbbb' };
    const first = await mallory.request(alder, envelope([]), { signing });
    const second = await mallory.request(alder, envelope([log.page(note('Smuggled.'))]), { signing });
    expect(second.text).toBe(first.text);
    expect(await textsIn([alder, withMallory.id])).not.toContain('Smuggled.');
  });

  it('under the same nonce as another partner’s is another request', async () => {
    const { world, alder, birch, mallory, log, withMallory, withBirch } = story;
    await birch.ask('POST', `/v1/channels/${withBirch.idAtBirch}/posts`, { text: 'From Birch.' });
    await world.quiet();
    const nonces = world.network.sent.filter(({ address, path }) => address.url === alder.url && path.endsWith('/inbox')).map(({ headers }) => /nonce="([^"]+)"/.exec(headers['signature-input'] ?? '')?.[1] as string);
    const page = log.page(note('Not Birch’s.'));
    const reply = await mallory.request(alder, envelope([page]), { signing: { nonce: nonces.at(-1) as string } });
    log.keep(page);
    expect(reply.body.results).toMatchObject([{ status: 'accepted' }]);
    expect(await textsIn([alder, withMallory.id])).toContain('Not Birch’s.');
  });

  it('as a page that is there already is acknowledged again, and changes nothing', async () => {
    const { world, alder, mallory, log } = story;
    const page = log.page(note('Twice?'));
    await mallory.deliver(alder, [page]);
    await world.quiet();
    const before = await snapshotOf(alder);
    const again = await mallory.deliver(alder, [page]);
    expect(again.body.results).toMatchObject([{ status: 'duplicate', receipt: expect.any(String) }]);
    expect(await snapshotOf(alder)).toEqual(before);
  });

  it('with another entry at the same place is a fork: ours stays', async () => {
    const { alder, mallory, log } = story;
    const [one, other] = [log.page(note('One.')), log.page(note('Another.'))];
    await mallory.deliver(alder, [one]);
    await expectRefused(alder, () => mallory.deliver(alder, [other]), { status: 409, code: 'fork', actor: mallory.did });
  });
});
