import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { waitUntil } from '../world/wait-until.ts';
import { sameEverywhere, textsIn } from './world/channels.ts';
import type { Company } from './world/company.ts';
import { createWorld, type World } from './world/create-world.ts';
import { openChannel, pair, share } from './world/partnerships.ts';

const MINUTE_MS = 60_000;

describe('what gets lost without anybody noticing', () => {
  let world: World<'Alder' | 'Birch'>;
  let alder: Company;
  let birch: Company;
  let atAlder: string;
  let atBirch: string;

  beforeAll(async () => {
    world = await createWorld(['Alder', 'Birch'], 'sqlite');
    ({ Alder: alder, Birch: birch } = world.company);
    await pair(alder, birch);
    atAlder = await openChannel(alder, 'Deliveries');
    atBirch = await share(alder, birch, { channelId: atAlder });
    await world.quiet();
  });
  afterAll(() => world.dispose());

  const write = (text: string): Promise<any> => alder.ask('POST', `/v1/channels/${atAlder}/posts`, { text });
  const deliveryOf = async (id: string): Promise<string> => (await alder.ask('GET', `/v1/posts/${id}`)).deliveries[0].state;
  const readAtBirch = (): Promise<readonly (string | null)[]> => textsIn([birch, atBirch]);

  it('[REP-11] is pulled by a company that can call out but cannot be called', async () => {
    world.network.setReachable(birch.url, false);
    const post = await write('You will have to fetch this');
    await waitUntil('alder noticed', async () => (await alder.ask('GET', '/v1/status')).partners[0].failures > 0);
    expect(await readAtBirch()).toEqual([]);
    world.advance(6 * MINUTE_MS);
    await waitUntil('birch has pulled it', async () => (await readAtBirch()).includes('You will have to fetch this'));
    expect(await deliveryOf(post.id)).toBe('queued');
    world.network.setReachable(birch.url, true);
    world.advance(30 * MINUTE_MS);
    await waitUntil('alder has the receipt', async () => (await deliveryOf(post.id)) === 'held');
    await world.quiet();
    await sameEverywhere([alder, atAlder], [birch, atBirch]);
  });

  it('[REP-7] is not taken for delivered by a 200 without a receipt', async () => {
    world.network.interfereWithAnswers((answer, { path }) => {
      if (path !== '/federation/v1/inbox' || answer.status !== 200) return answer;
      const said = JSON.parse(answer.body.toString('utf8'));
      for (const result of said.results) delete result.receipt;
      return { ...answer, body: Buffer.from(JSON.stringify(said)) };
    });
    const post = await write('Signed for?');
    await waitUntil('birch has it', async () => (await readAtBirch()).includes('Signed for?'));
    await waitUntil('alder has read the answer', async () => (await alder.ask('GET', '/v1/status')).partners[0].sender !== 'sending');
    expect(await deliveryOf(post.id)).toBe('queued');
    world.network.interfereWithAnswers((answer) => answer);
    world.advance(2 * MINUTE_MS);
    await waitUntil('alder has the receipt', async () => (await deliveryOf(post.id)) === 'held');
    expect((await readAtBirch()).filter((text) => text === 'Signed for?')).toHaveLength(1);
  });

  it('[REP-9] is sent again to a company that holds less than it signed for', async () => {
    await write('Before the restore');
    await world.quiet();
    // Birch loses its last entry, as a restore of an old backup would; and says so when heads are exchanged next.
    await birch.context().database.write(async (tx) => {
      const log = await tx.db.selectFrom('logs').selectAll().where('subject', '=', atBirch).where('origin', '=', alder.did).executeTakeFirstOrThrow();
      const earlier = JSON.parse((await tx.db.selectFrom('log_entries').select('header').where('log', '=', log.number).where('seq', '=', log.seq).executeTakeFirstOrThrow()).header);
      await tx.db.deleteFrom('log_entries').where('log', '=', log.number).where('seq', '=', log.seq).execute();
      await tx.db.deleteFrom('objects').where('log', '=', log.number).where('seq', '=', log.seq).execute();
      await tx.db.updateTable('logs').set({ seq: log.seq - 1, head: earlier.prev, applied_seq: log.seq - 1 }).where('number', '=', log.number).execute();
    });
    expect(await readAtBirch()).not.toContain('Before the restore');
    world.advance(6 * MINUTE_MS);
    await waitUntil('birch has it again', async () => (await readAtBirch()).includes('Before the restore'));
    await world.quiet();
    await sameEverywhere([alder, atAlder], [birch, atBirch]);
  });
});
