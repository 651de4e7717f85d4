import { localUuid } from '@adjoin/protocol/identifiers/ids';
import { genesis, verifyEntry } from '@adjoin/protocol/log/entry';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Tx } from '../../database/database.ts';
import type { TestPerson } from '../../testing/create-test-node.ts';
import { testDialects } from '../../testing/open-test-database.ts';
import { shareTestChannel, type SharedTestChannel, type TestCompany } from '../../testing/share-test-channel.ts';
import { createPosts } from './commands/create-posts.ts';
import type { ChannelDigest } from './digest.ts';
import { objectHandlers } from './inbox.ts';
import { createNotes } from './inbox/create-notes.ts';
import type { PostView } from './post-view.ts';

type Name = 'Alder' | 'Birch' | 'Cedar';
type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
const at = '2026-01-01T00:00:00.000Z';

describe.each(testDialects)('posts in a shared channel on %s', (dialect) => {
  let world: SharedTestChannel<Name>;
  let alder: TestCompany;
  let birch: TestCompany;
  let cedar: TestCompany;

  beforeAll(async () => {
    world = await shareTestChannel<Name>({ dialect, names: ['Alder', 'Birch', 'Cedar'] });
    ({ Alder: alder, Birch: birch, Cedar: cedar } = world.company);
    await world.settle();
  }, 60_000);
  afterAll(() => world.dispose());

  /** Sends a request, as in `GET /v1/me`, as the company's administrator. */
  async function ask<T>(company: TestCompany, request: `${Method} ${string}`, { payload, headers = {} }: { payload?: object; headers?: Record<string, string> } = {}): Promise<T> {
    const [method, url] = request.split(' ') as [Method, string];
    const answer = await company.inject({ method, url, as: company.admin, headers, ...(payload === undefined ? {} : { payload }) });
    expect({ status: answer.statusCode, body: answer.body }).toMatchObject({ status: expect.toBeOneOf([200, 201]) });
    return answer.json<T>();
  }
  const edit = (company: TestCompany, id: string, text: string): Promise<PostView> => ask(company, `PATCH /v1/posts/${id}`, { payload: { text }, headers: { 'if-match': '"1"' } });
  const write = (company: TestCompany, text: string, in_reply_to?: string): Promise<PostView> =>
    ask(company, `POST /v1/channels/${company.channelId}/posts`, { payload: { text, ...(in_reply_to === undefined ? {} : { in_reply_to }) } });
  const idAt = (company: TestCompany, did: string): string => `post_${localUuid(did, company.did)}`;
  const read = (company: TestCompany, did: string): Promise<PostView> => ask(company, `GET /v1/posts/${idAt(company, did)}`);
  const digest = (company: TestCompany): Promise<ChannelDigest> => ask(company, `GET /v1/channels/${company.channelId}/digest`);
  const list = async (company: TestCompany): Promise<PostView[]> => (await ask<{ data: PostView[] }>(company, `GET /v1/channels/${company.channelId}/posts?limit=100`)).data;
  const faults = (company: TestCompany) => company.node.context.database.read.selectFrom('entry_faults').select(['state', 'code']).orderBy('log').orderBy('seq').execute();

  async function expectSameEverywhere(): Promise<void> {
    const [first, second, third] = [await digest(alder), await digest(birch), await digest(cedar)];
    expect(second).toEqual(first);
    expect(third).toEqual(first);
  }

  it('come out the same at every company: replies, edits, reactions and deletions', async () => {
    const offer = await write(alder, 'Offer');
    await world.settle();
    const question = await write(birch, 'Question', idAt(birch, offer.did));
    await edit(alder, offer.id, 'Better offer');
    const slip = await write(birch, 'Slip of the tongue');
    await world.settle();
    await ask(cedar, `PUT /v1/posts/${idAt(cedar, question.did)}/reactions/👍`);
    await ask(cedar, `PUT /v1/posts/${idAt(cedar, offer.did)}/reactions/🎉`);
    await ask(cedar, `DELETE /v1/posts/${idAt(cedar, offer.did)}/reactions/🎉`);
    await ask(birch, `DELETE /v1/posts/${slip.id}`);
    await world.settle();
    await expectSameEverywhere();
    expect(await read(alder, question.did)).toMatchObject({
      text: 'Question',
      in_reply_to: offer.id,
      thread_id: offer.id,
      author: { name: 'Ada Admin', company: { name: 'Birch', id: expect.stringMatching(/^part_/) } },
      reactions: [{ emoji: '👍', count: 1, mine: false }],
      deliveries: [],
    });
    expect(await read(cedar, offer.did)).toMatchObject({ text: 'Better offer', version: 2, reply_count: 1, reactions: [] });
    expect(await read(alder, slip.did)).toMatchObject({ text: null, deleted_at: expect.any(String) });
    expect([await faults(alder), await faults(birch), await faults(cedar)]).toEqual([[], [], []]);
  });

  it('keep their order at every company, also within one millisecond', async () => {
    const posts = Array.from({ length: 60 }, (_, index) => ({ person_id: alder.admin.id, text: `old ${index}`, published_at: '2019-09-04T22:44:46Z' }));
    await ask(alder, `POST /v1/channels/${alder.channelId}/imports`, { payload: { posts } });
    await world.settle();
    expect((await list(birch)).map(({ did }) => did)).toEqual((await list(alder)).map(({ did }) => did));
  });

  it('tell which company holds them, since when, and anew after an edit', async () => {
    const { id } = await write(alder, 'Who has it?');
    const states = async (): Promise<unknown> => (await ask<PostView>(alder, `GET /v1/posts/${id}`)).deliveries.map(({ partner_name, state, held_since }) => [partner_name, state, held_since]);
    const byName = (entries: unknown): unknown => (entries as string[][]).toSorted(([a], [b]) => String(a).localeCompare(String(b)));
    expect(byName(await states())).toEqual([['Birch', 'queued', null], ['Cedar', 'queued', null]]);
    await world.carry('Alder', 'Birch');
    const held = byName(await states());
    expect(held).toEqual([['Birch', 'held', expect.any(String)], ['Cedar', 'queued', null]]);
    await write(alder, 'Something later');
    await world.carry('Alder', 'Birch');
    expect(byName(await states())).toEqual(held);
    expect(await ask<{ data: unknown[] }>(alder, `GET /v1/posts/${id}/deliveries`)).toEqual({ data: (await ask<PostView>(alder, `GET /v1/posts/${id}`)).deliveries, next_cursor: null });
    await edit(alder, id, 'Who has it now?');
    expect(byName(await states())).toEqual([['Birch', 'queued', null], ['Cedar', 'queued', null]]);
    await world.settle();
    const everywhere = await states();
    expect(byName(everywhere)).toEqual([['Birch', 'held', expect.any(String)], ['Cedar', 'held', expect.any(String)]]);
    expect((await list(alder)).find((post) => post.id === id)?.deliveries.map(({ partner_name, state, held_since }) => [partner_name, state, held_since])).toEqual(everywhere);
  });

  it('wait for the post that they answer, and for the one that they change', async () => {
    const first = await write(alder, 'First');
    await world.carry('Alder', 'Birch');
    const reply = await write(birch, 'Reply', idAt(birch, first.did));
    await edit(birch, reply.id, 'Better reply');
    await ask(birch, `PUT /v1/posts/${idAt(birch, first.did)}/reactions/👍`);
    await world.carry('Birch', 'Cedar');
    expect((await faults(cedar)).map(({ state, code }) => `${state} ${code}`)).toEqual(['pending missing-parent', 'pending missing-object', 'pending missing-object']);
    await world.carry('Alder', 'Cedar');
    expect(await faults(cedar)).toEqual([]);
    expect(await read(cedar, reply.did)).toMatchObject({ text: 'Better reply', in_reply_to: idAt(cedar, first.did) });
    await world.settle();
    await expectSameEverywhere();
  });

  it('wait for the reply of somebody who was taken out of the channel meanwhile', async () => {
    const bo = await birch.addPerson('Bo');
    await ask(birch, `POST /v1/channels/${birch.channelId}/members`, { payload: { person_ids: [bo.id] } });
    const first = await write(alder, 'For Bo');
    await world.carry('Alder', 'Birch');
    const answer = await birch.inject({ method: 'POST', url: `/v1/channels/${birch.channelId}/posts`, as: bo, payload: { text: 'From Bo', in_reply_to: idAt(birch, first.did) } });
    const gone = await birch.inject({ method: 'DELETE', url: `/v1/channels/${birch.channelId}/members/${bo.id}`, as: birch.admin });
    expect([answer.statusCode, gone.statusCode]).toEqual([201, 204]);
    await world.carry('Birch', 'Cedar');
    await world.settle();
    expect(await read(cedar, answer.json<PostView>().did)).toMatchObject({ text: 'From Bo' });
    await expectSameEverywhere();
  });

  /** Everything that a company still stores of the channel: entries, rows and audit. */
  async function storedTexts(company: TestCompany): Promise<string> {
    const db = company.node.context.database.read;
    const tables = ['log_entries', 'objects', 'object_versions', 'reactions', 'reaction_entries', 'audit_entries', 'entry_faults'] as const;
    const rows = [];
    for (const table of tables) rows.push(await db.selectFrom(table).selectAll().execute());
    return JSON.stringify(rows);
  }

  it('[THREAT-42] leave nothing but a header when deleted, at every company, and the chain still verifies', async () => {
    const slip = await write(alder, 'Unspeakable-1');
    await edit(alder, slip.id, 'Unspeakable-2');
    await world.settle();
    await ask(birch, `PUT /v1/posts/${idAt(birch, slip.did)}/reactions/unspeakable-3`);
    await ask(birch, `DELETE /v1/posts/${idAt(birch, slip.did)}/reactions/unspeakable-3`);
    await ask(cedar, `PUT /v1/posts/${idAt(cedar, slip.did)}/reactions/unspeakable-3`);
    await world.settle();
    await ask(alder, `DELETE /v1/posts/${slip.id}`);
    await world.settle();
    for (const company of [alder, birch, cedar]) expect(await storedTexts(company)).not.toMatch(/unspeakable/i);
    await expectSameEverywhere();
    const db = birch.node.context.database.read;
    for (const log of await db.selectFrom('logs').selectAll().where('kind', '=', 'channel').execute()) {
      const entries = await db.selectFrom('log_entries').selectAll().where('log', '=', log.number).orderBy('seq').execute();
      const end = entries.reduce((after, entry) => ({ seq: after.seq + 1, head: verifyEntry(entry, log.id, after).head }), genesis(log.id));
      expect(end).toEqual({ seq: log.seq, head: log.head });
    }
  });

  it('[THREAT-42] stay deleted where only their deletion came', async () => {
    const slip = await write(alder, 'Gone before it left');
    const reply = await write(alder, 'Reply to nothing', slip.id);
    await ask(alder, `DELETE /v1/posts/${slip.id}`);
    await world.settle();
    await expectSameEverywhere();
    expect((await birch.inject({ method: 'GET', url: `/v1/posts/${idAt(birch, slip.did)}`, as: birch.admin })).statusCode).toBe(404);
    expect((await list(birch)).map(({ did }) => did)).not.toContain(slip.did);
    expect(await read(birch, reply.did)).toMatchObject({ text: 'Reply to nothing', thread_id: idAt(birch, slip.did) });
    const handle = objectHandlers(birch.node.context)['Create Note'];
    const outcome = await inBirch((tx) => handle(tx, [noteOf({ id: slip.did, content: 'Back again' })]));
    expect(outcome).toEqual([{ status: 'applied' }]);
    expect(await storedTexts(birch)).not.toContain('Back again');
    await expectSameEverywhere();
  });

  it('[THREAT-42] are erased where they still wait for something', async () => {
    const first = await write(alder, 'Not at Cedar yet');
    await world.carry('Alder', 'Birch');
    const reply = await write(birch, 'Unmentionable-1', idAt(birch, first.did));
    await edit(birch, reply.id, 'Unmentionable-2');
    await ask(birch, `PUT /v1/posts/${reply.id}/reactions/unmentionable-3`);
    await world.carry('Birch', 'Cedar');
    expect(await faults(cedar)).toHaveLength(3);
    expect(await storedTexts(cedar)).toMatch(/unmentionable/i);
    await ask(birch, `DELETE /v1/posts/${reply.id}`);
    await world.carry('Birch', 'Cedar');
    expect(await faults(cedar)).toEqual([]);
    expect(await storedTexts(cedar)).not.toMatch(/unmentionable/i);
    await world.settle();
    await expectSameEverywhere();
  });

  type Change = { id?: string; content?: string; context?: string; inReplyTo?: string; attributedTo?: string; actor?: string; seq?: number };

  /** A note as Alder's log would bring it to Birch. */
  function noteOf({ id = `${alder.did}/objects/019ab000-0000-7000-8000-000000000001`, content = 'Forged', context = world.channelDid, inReplyTo, attributedTo = alder.admin.did, actor = attributedTo, seq = 900 }: Change) {
    const object = { id, type: 'Note' as const, attributedTo, content, mediaType: 'text/markdown' as const, context, published: at, ...(inReplyTo === undefined ? {} : { inReplyTo }) };
    return received({ type: 'Create' as const, actor, object }, seq);
  }
  function received<A extends object>(activity: A, seq: number) {
    return { activity: { '@context': 'https://www.w3.org/ns/activitystreams' as const, id: 'unused', published: at, ...activity }, origin: alder.did, subject: birch.channelId, log: 1, seq, receivedAt: at };
  }
  function inBirch<T>(unit: (tx: Tx) => Promise<T>): Promise<T> {
    return birch.node.context.database.write(unit);
  }
  const outcomeCodes = (outcomes: readonly { status: string; code?: string }[]): string[] => outcomes.map(({ status, code }) => [status, code].filter(Boolean).join(' '));

  async function internalPost(company: TestCompany): Promise<PostView> {
    const channel = await ask<{ id: string }>(company, 'POST /v1/channels', { payload: { name: 'Inside', perimeter: 'internal' } });
    return ask(company, `POST /v1/channels/${channel.id}/posts`, { payload: { text: 'Internal' } });
  }

  it('[THREAT-6] never reach across the perimeter, nor change what is there', async () => {
    const inside = await internalPost(birch);
    const own = await write(birch, 'Birch\'s own');
    const before = await digest(birch);
    const handlers = objectHandlers(birch.node.context);
    const alderInside = await internalPost(alder);
    const outcomes = await inBirch(async (tx) => [
      ...(await handlers['Create Note'](tx, [
        noteOf({ inReplyTo: inside.did }),
        noteOf({ context: `${birch.did}/channels/${inside.channel_id.slice(5)}` }),
        noteOf({ id: inside.did }),
        noteOf({ attributedTo: birch.admin.did }),
        noteOf({ actor: `${alder.did}/people/019ab000-0000-7000-8000-000000000002` }),
        noteOf({ attributedTo: `${alder.did}/people/019ab000-0000-7000-8000-000000000002` }),
        noteOf({ inReplyTo: alderInside.did }),
      ])),
      ...(await handlers['Update Note'](tx, [
        received({ type: 'Update' as const, actor: alder.admin.did, object: { id: inside.did, type: 'Note' as const, content: 'Hacked', mediaType: 'text/markdown' as const, updated: at } }, 901),
        received({ type: 'Update' as const, actor: alder.admin.did, object: { id: own.did, type: 'Note' as const, content: 'Hacked', mediaType: 'text/markdown' as const, updated: at } }, 902),
      ])),
      ...(await handlers['Delete Tombstone'](tx, [
        received({ type: 'Delete' as const, actor: alder.admin.did, object: { id: inside.did, type: 'Tombstone' as const, deleted: at } }, 903),
        received({ type: 'Delete' as const, actor: alder.admin.did, object: { id: own.did, type: 'Tombstone' as const, deleted: at } }, 904),
      ])),
      ...(await handlers['Like Object'](tx, [
        received({ type: 'Like' as const, actor: alder.admin.did, object: inside.did, content: 'x' }, 905),
        received({ type: 'Like' as const, actor: birch.admin.did, object: own.did, content: 'x' }, 906),
      ])),
      ...(await handlers['Undo Like'](tx, [received({ type: 'Undo' as const, actor: alder.admin.did, object: { type: 'Like' as const, object: inside.did, content: 'x' } }, 907)])),
    ]);
    expect(outcomeCodes(outcomes)).toEqual([
      'quarantined cross-perimeter', 'quarantined cross-perimeter', 'quarantined origin-mismatch', 'quarantined actor-mismatch', 'quarantined actor-mismatch', 'pending missing-person', 'pending missing-parent',
      'quarantined origin-mismatch', 'quarantined origin-mismatch',
      'quarantined origin-mismatch', 'quarantined origin-mismatch',
      'quarantined cross-perimeter', 'quarantined actor-mismatch',
      'quarantined cross-perimeter',
    ]);
    expect(await digest(birch)).toEqual(before);
    expect(await ask(birch, `GET /v1/posts/${inside.id}`)).toEqual(inside);
    await world.settle();
  });

  it('have one effect, however often they come', async () => {
    const handlers = objectHandlers(birch.node.context);
    const note = noteOf({ id: `${alder.did}/objects/019ab000-0000-7000-8000-000000000003`, content: 'Again', seq: 910 });
    const edit = received({ type: 'Update' as const, actor: alder.admin.did, object: { id: note.activity.object.id, type: 'Note' as const, content: 'Again and again', mediaType: 'text/markdown' as const, updated: at } }, 911);
    const like = received({ type: 'Like' as const, actor: alder.admin.did, object: note.activity.object.id, content: '👍' }, 912);
    const undo = received({ type: 'Undo' as const, actor: alder.admin.did, object: { type: 'Like' as const, object: note.activity.object.id, content: '👍' } }, 913);
    const tombstone = received({ type: 'Delete' as const, actor: alder.admin.did, object: { id: note.activity.object.id, type: 'Tombstone' as const, deleted: at } }, 914);
    const steps: [string, (tx: Tx) => Promise<readonly unknown[]>][] = [
      ['Create', (tx) => handlers['Create Note'](tx, [note, note])],
      ['Update', (tx) => handlers['Update Note'](tx, [edit, edit])],
      ['Like', (tx) => handlers['Like Object'](tx, [like, like])],
      ['Undo', (tx) => handlers['Undo Like'](tx, [undo, undo])],
      ['Delete', (tx) => handlers['Delete Tombstone'](tx, [tombstone, tombstone])],
    ];
    for (const [name, step] of steps) {
      expect([name, await inBirch(step)]).toEqual([name, [{ status: 'applied' }, { status: 'applied' }]]);
      const { digest: once } = await digest(birch);
      expect([name, await inBirch(step)]).toEqual([name, [{ status: 'applied' }, { status: 'applied' }]]);
      expect([name, (await digest(birch)).digest]).toEqual([name, once]);
    }
  });

  it('[THREAT-42] erase what was quarantined about them as well', async () => {
    const db = birch.node.context.database.read;
    const { number } = await db.selectFrom('logs').select('number').where('origin', '=', alder.did).where('kind', '=', 'channel').executeTakeFirstOrThrow();
    const did = `${alder.did}/objects/019ab000-0000-7000-8000-000000000004`;
    const payload = JSON.stringify({ object: { id: did, content: 'Never applied' } });
    const deletion = { ...received({ type: 'Delete' as const, actor: alder.admin.did, object: { id: did, type: 'Tombstone' as const, deleted: at } }, 921), log: number };
    await inBirch(async (tx) => {
      await tx.db.insertInto('log_entries').values({ log: number, seq: 100_920, header: 'h', salt: 's', payload }).execute();
      await tx.db.insertInto('entry_faults').values({ log: number, seq: 100_920, state: 'quarantined', code: 'invalid-activity', detail: '', about: did, tries: 1, since_at: at }).execute();
      await objectHandlers(birch.node.context)['Delete Tombstone'](tx, [deletion]);
    });
    const entry = await db.selectFrom('log_entries').select(['salt', 'payload']).where('log', '=', number).where('seq', '=', 100_920).executeTakeFirst();
    expect(entry).toEqual({ salt: null, payload: null });
    await inBirch((tx) => tx.db.deleteFrom('entry_faults').where('seq', '=', 100_920).execute());
  });

  it('cost a handful of statements, however many they are', async () => {
    const counting = (tx: Tx): { tx: Tx; count: () => number } => {
      let statements = 0;
      const db = tx.db.withPlugin({ transformQuery: ({ node }) => node, transformResult: ({ result }) => ((statements += 1), Promise.resolve(result)) });
      return { tx: { ...tx, db }, count: () => statements };
    };
    const author: TestPerson = alder.admin;
    const written = await alder.node.context.database.write(async (tx) => {
      const counted = counting(tx);
      const channel = { id: alder.channelId, did: world.channelDid, perimeter: 'shared' as const };
      await createPosts(counted.tx, alder.node.context, { actor: author.id, channel, posts: Array.from({ length: 100 }, (_, index) => ({ author, text: `no ${index}` })), pointerOf: String });
      return counted.count();
    });
    const applied = await inBirch(async (tx) => {
      const counted = counting(tx);
      const notes = Array.from({ length: 400 }, (_, index) => noteOf({ id: `${alder.did}/objects/019ab000-0000-7000-8000-${String(index + 1000).padStart(12, '0')}`, seq: 2000 + index }));
      expect(await createNotes(counted.tx, birch.node.context, notes)).toHaveLength(400);
      return counted.count();
    });
    // Blocks of 64 rows into log, objects and audit; blocks of 64 into objects and audit, and the look-ups.
    expect(written).toBeLessThanOrEqual(3 * 4 + 2);
    expect(applied).toBeLessThanOrEqual(2 * 7 + 6);
  });
});
