import { randomUUID } from 'node:crypto';
import { testDialects } from '@adjoin/node/testing/open-test-database';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { waitUntil } from '../world/wait-until.ts';
import { openTwoHomes, readTexts, type Neighbour, type TwoHomes } from './two-homes.ts';

/** Environment under which a node dies right before it answers such a request. */
const diesAnswering = (pattern: string): Record<string, string> => ({
  NODE_OPTIONS: `--import ${new URL('./die-before-answer.ts', import.meta.url).href}`,
  ADJOIN_TEST_DIES_ANSWERING: pattern,
});

/** Writes one post after another, each under a key of its own, and repeats the one whose answer never came. */
function keepWriting(at: Neighbour, channelId: string, name: string) {
  const acknowledged: string[] = [];
  let stopping = false;
  async function writeOne(text: string): Promise<void> {
    const key = randomUUID();
    await waitUntil(`${text} is acknowledged`, async () => {
      try {
        const { process, token } = at.now();
        const { status, body } = await process.api.send('POST', `/v1/channels/${channelId}/posts`, { token, body: { text }, headers: { 'idempotency-key': key } });
        if (status >= 400 && ![409, 503].includes(status)) throw new Error(`answered ${status}: ${JSON.stringify(body)}`);
        return status === 201;
      } catch (error) {
        if (/answered/.test((error as Error).message)) throw error;
        return false;
      }
    });
    acknowledged.push(text);
  }
  const done = (async () => {
    for (let count = 0; !stopping; count += 1) await writeOne(`${name} ${count}`);
  })();
  return { acknowledged, stop: () => (stopping = true), done };
}

describe.each(testDialects)('[THREAT-43] kill -9, on %s', (dialect) => {
  let homes: TwoHomes;
  beforeEach(async () => void (homes = await openTwoHomes({ alder: dialect, birch: dialect })));
  afterEach(() => homes.dispose());

  const expectSame = async (): Promise<void> => {
    const [one, other] = await homes.digests();
    expect(other).toEqual(one);
  };

  it('under load, of either side: all that was acknowledged survives, each thing once, and both end with the same', async () => {
    const { alder, birch, atAlder, atBirch } = homes;
    const writers = [
      ...Array.from({ length: 4 }, (_, index) => keepWriting(alder, atAlder, `alder${index}`)),
      ...Array.from({ length: 2 }, (_, index) => keepWriting(birch, atBirch, `birch${index}`)),
    ];
    const written = (): number => writers.reduce((sum, { acknowledged }) => sum + acknowledged.length, 0);
    for (const victim of [alder, birch, alder, birch]) {
      const before = written();
      await waitUntil('a few more are acknowledged', async () => written() >= before + 25);
      await victim.now().process.kill();
      await victim.start();
    }
    for (const { stop } of writers) stop();
    await Promise.all(writers.map(({ done }) => done));
    await expectSame();
    const texts = await readTexts(birch, atBirch);
    expect(texts.toSorted()).toEqual(writers.flatMap(({ acknowledged }) => acknowledged).toSorted());
    expect((await readTexts(alder, atAlder)).toSorted()).toEqual(texts.toSorted());
  });

  it('between commit and answer: the same request again takes effect once', async () => {
    const { alder, birch, atAlder, atBirch } = homes;
    await alder.now().process.stop();
    await alder.start(diesAnswering(`^POST /v1/channels/[^/]+/posts$`));
    const send = () => alder.now().process.api.send('POST', `/v1/channels/${atAlder}/posts`, { token: alder.now().token, body: { text: 'Only once' }, headers: { 'idempotency-key': 'the-same' } });
    await expect(send()).rejects.toThrow();
    await waitUntil('alder died', async () => alder.now().process.child.signalCode === 'SIGKILL');
    await alder.now().process.kill();
    await alder.start();
    expect(await readTexts(alder, atAlder)).toEqual(['Only once']);
    const again = await send();
    expect(again).toMatchObject({ status: 201, body: { text: 'Only once' } });
    expect(await send()).toMatchObject({ status: 201, body: again.body });
    await expectSame();
    expect(await readTexts(birch, atBirch)).toEqual(['Only once']);
    const [post] = (await alder.call('GET', `/v1/channels/${atAlder}/posts`)).data;
    expect(post.id).toBe(again.body.id);
  });

  it('between storing a partner’s page and its receipt: the page comes again and has no second effect', async () => {
    const { alder, birch, atAlder, atBirch } = homes;
    await birch.now().process.stop();
    await birch.start(diesAnswering('^POST /federation/v1/inbox$'));
    await alder.call('POST', `/v1/channels/${atAlder}/post_batches`, { posts: [{ text: 'One' }, { text: 'Two' }] });
    await waitUntil('birch died', async () => birch.now().process.child.signalCode === 'SIGKILL');
    await birch.now().process.kill();
    const [queued] = (await alder.call('GET', `/v1/channels/${atAlder}/posts`)).data;
    expect(queued.deliveries).toMatchObject([{ state: 'queued' }]);
    await birch.start();
    await waitUntil('birch holds it', async () => (await alder.call('GET', `/v1/posts/${queued.id}`)).deliveries[0].state === 'held');
    await expectSame();
    expect((await readTexts(birch, atBirch)).toSorted()).toEqual(['One', 'Two']);
  });
});
