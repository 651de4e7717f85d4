import { testDialects } from '@adjoin/node/testing/open-test-database';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHttpsApi } from '../world/https-api.ts';
import { openEvents } from '../world/open-events.ts';
import { waitUntil } from '../world/wait-until.ts';
import { openTwoHomes, readTexts, type TwoHomes } from './two-homes.ts';

describe.each(testDialects)('two companies as real processes over HTTPS, one of them on %s', (dialect) => {
  let homes: TwoHomes;
  beforeAll(async () => void (homes = await openTwoHomes({ alder: dialect, birch: 'sqlite' })));
  afterAll(() => homes.dispose());

  it('hold the same channel, and see each other’s posts as they come', async () => {
    const { alder, birch, atAlder, atBirch, digests } = homes;
    const seen: string[] = [];
    const events = await openEvents(birch.now(), ({ type, data }) => void (type === 'post.created' && seen.push((data as { post: { text: string } }).post.text)));
    const posts = Array.from({ length: 100 }, (_, index) => ({ text: `Pump ${index}` }));
    await alder.call('POST', `/v1/channels/${atAlder}/post_batches`, { posts });
    await birch.call('POST', `/v1/channels/${atBirch}/posts`, { text: 'Thank you' });
    await waitUntil('all are seen', async () => seen.length === 101);
    events.close();
    await events.ended;
    const [one, other] = await digests();
    expect(other).toEqual(one);
    expect(one).toMatchObject({ objects: 101, logs: [{}, {}] });
    expect((await readTexts(birch, atBirch)).toSorted()).toEqual((await readTexts(alder, atAlder)).toSorted());
  });

  it('stop when they are asked to, with all that they were told, and go on where they were', async () => {
    const { alder, birch, atAlder, atBirch, digests } = homes;
    await alder.call('POST', `/v1/channels/${atAlder}/posts`, { text: 'Before the break' });
    expect(await alder.now().process.stop()).toBe(0);
    await birch.call('POST', `/v1/channels/${atBirch}/posts`, { text: 'While you were out' });
    await alder.start();
    const [one, other] = await digests();
    expect(other).toEqual(one);
    await waitUntil('alder has it', async () => (await readTexts(alder, atAlder)).includes('While you were out'));
    expect(await readTexts(birch, atBirch)).toContain('Before the break');
  });

  it('serve HTTPS with a certificate of their own, which others refuse', async () => {
    const { alder, birch } = homes;
    const mistaken = createHttpsApi(alder.now().process.url, birch.now().process.certificate);
    await expect(mistaken.send('GET', '/livez')).rejects.toThrow(/certificate/);
    await mistaken.close();
    expect(await alder.now().process.api.send('GET', '/livez')).toMatchObject({ status: 200 });
  });

  it('print nothing of what people say, nor of what opens a door', () => {
    for (const { now } of [homes.alder, homes.birch]) {
      const printed = now().process.output();
      expect(printed).not.toMatch(/Pump|Thank you|Before the break|correct horse|@|eyJ/);
    }
  });
});
