import { testDialects } from '@adjoin/node/testing/open-test-database';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { waitUntil } from '../world/wait-until.ts';
import { postIdAt, sameEverywhere } from './world/channels.ts';
import type { Company } from './world/company.ts';
import { createWorld, type World } from './world/create-world.ts';
import { tablesOf } from './world/expect-refused.ts';
import { createMallory, uuid, type Mallory } from './world/mallory.ts';
import { pairWithMallory, shareWithMallory, tell } from './world/mallory-joins.ts';
import { openChannel, pair, share } from './world/partnerships.ts';

/** The tables of a company that hold a text anywhere. */
async function tablesHolding(company: Company, text: string): Promise<string[]> {
  const { read } = company.context().database;
  const found: string[] = [];
  for (const table of await tablesOf(company)) {
    const { rows } = await sql`select * from ${sql.table(table)}`.execute(read);
    if (JSON.stringify(rows).includes(text)) found.push(table);
  }
  return found;
}

describe.each(testDialects)('[THREAT-42] what is deleted, on %s', (dialect) => {
  let world: World<'Alder' | 'Birch'>;
  let alder: Company;
  let birch: Company;
  let mallory: Mallory;
  let atAlder: string;
  let atBirch: string;

  beforeAll(async () => {
    world = await createWorld(['Alder', 'Birch'], dialect);
    ({ Alder: alder, Birch: birch } = world.company);
    mallory = createMallory(world.clock);
    await pair(alder, birch);
    await pairWithMallory(mallory, alder);
    atAlder = await openChannel(alder, 'Offers');
    atBirch = await share(alder, birch, { channelId: atAlder });
    await world.quiet();
  }, 60_000);
  afterAll(() => world.dispose());

  const secret = 'Pr1ce-of-the-pumps';
  const find = async (company: Company): Promise<number> => (await company.ask('GET', `/v1/search?q=${secret}`)).data.length;

  it('is gone from every table, search and stream of both companies', async () => {
    const key = { 'idempotency-key': 'slip-1' };
    const written = await alder.send('POST', `/v1/channels/${atAlder}/posts`, { body: { text: `${secret} is 12` }, headers: key });
    const post = written.body as { id: string; did: string };
    await alder.send('PATCH', `/v1/posts/${post.id}`, { body: { text: `${secret} is 14` }, headers: { 'if-match': '"1"', 'idempotency-key': 'slip-2' } });
    const other = await birch.ask('POST', `/v1/channels/${atBirch}/posts`, { text: 'Thanks!', in_reply_to: undefined });
    await world.quiet();
    await birch.ask('PUT', `/v1/posts/${postIdAt(birch, post.did)}/reactions/👍`);
    await world.quiet();
    for (const company of [alder, birch]) {
      expect(await find(company)).toBe(1);
      expect(await tablesHolding(company, secret)).toContain('objects');
    }

    const streams = [await alder.listen(alder.admin), await birch.listen(birch.admin)];
    await alder.ask('DELETE', `/v1/posts/${post.id}`);
    await world.quiet();
    for (const stream of streams) {
      await waitUntil('people hear of it', async () => stream.text().includes('event: post.deleted'));
      expect(stream.text()).not.toContain(secret);
    }
    for (const company of [alder, birch]) {
      expect(await find(company)).toBe(0);
      expect(await tablesHolding(company, secret)).toEqual([]);
      expect(await company.ask('GET', `/v1/posts/${postIdAt(company, post.did)}`)).toMatchObject({ text: null, reactions: [], deleted_at: expect.any(String) });
      expect((await company.ask('GET', `/v1/posts/${postIdAt(company, post.did)}/versions`)).data).toEqual([]);
    }
    expect(await birch.ask('GET', `/v1/posts/${other.id}`)).toMatchObject({ text: 'Thanks!' });
    await sameEverywhere([alder, atAlder], [birch, atBirch]);

    // The first request again brings nothing back.
    const again = await alder.send('POST', `/v1/channels/${atAlder}/posts`, { body: { text: `${secret} is 12` }, headers: key });
    expect(again.status).toBeLessThan(500);
    expect(await tablesHolding(alder, secret)).toEqual([]);
    const { data } = await alder.ask('GET', `/v1/channels/${atAlder}/posts`);
    expect(data).toHaveLength(2);
  });

  it('does not come back by a partner’s word: a tombstone stays', async () => {
    const room = await openChannel(alder, 'With Mallory');
    const channel = await shareWithMallory(mallory, alder, room);
    const log = mallory.channelLog(channel);
    const at = '2026-11-23T12:00:00.000Z';
    const note = { id: `${mallory.did}/objects/${uuid()}`, type: 'Note', attributedTo: mallory.boss, content: secret, mediaType: 'text/markdown', context: channel, published: at };
    const create = { type: 'Create', object: note };
    const tombstone = { type: 'Delete', object: { id: note.id, type: 'Tombstone', deleted: at } };
    await tell(mallory, alder, { log, activities: [create, tombstone] });
    await tell(mallory, alder, { log, activities: [create, { type: 'Update', object: { id: note.id, type: 'Note', content: secret, mediaType: 'text/markdown', updated: at } }, { type: 'Like', object: note.id, content: '👍' }] });
    expect(await alder.ask('GET', `/v1/posts/${postIdAt(alder, note.id)}`)).toMatchObject({ text: null, version: 1, reactions: [] });
    await world.quiet();
    expect(await tablesHolding(alder, secret)).toEqual([]);
  });

  it('stays deleted where only the deletion ever came', async () => {
    const room = await openChannel(alder, 'With Mallory again');
    const channel = await shareWithMallory(mallory, alder, room);
    const at = '2026-11-23T12:00:00.000Z';
    const id = `${mallory.did}/objects/${uuid()}`;
    const note = { id, type: 'Note', attributedTo: mallory.boss, content: secret, mediaType: 'text/markdown', context: channel, published: at };
    await tell(mallory, alder, { log: mallory.channelLog(channel), activities: [{ type: 'Delete', object: { id, type: 'Tombstone', deleted: at } }, { type: 'Create', object: note }] });
    expect((await alder.ask('GET', `/v1/channels/${room}/posts`)).data).toEqual([]);
    expect((await alder.send('GET', `/v1/posts/${postIdAt(alder, id)}`)).status).toBe(404);
    expect(await tablesHolding(alder, secret)).toEqual([]);
  });
});
