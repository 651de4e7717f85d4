import { parseStrictJson } from '@adjoin/protocol/json/strict-json';
import { activityName, channelActivities } from '@adjoin/protocol/vocabulary/activities';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestNode, type TestNode, type TestPerson } from '../../../testing/create-test-node.ts';
import { testDialects } from '../../../testing/open-test-database.ts';
import { ensureForeignPerson } from '../../people/commands/ensure-foreign-people.ts';
import type { ChannelView } from '../channel-view.ts';

describe.each(testDialects)('channels of one company on %s', (dialect) => {
  let alder: TestNode;
  let ada: TestPerson;
  let ben: TestPerson;
  let cleo: TestPerson;
  beforeAll(async () => {
    alder = await createTestNode({ dialect });
    ada = alder.admin;
    ben = await alder.addPerson('Ben');
    cleo = await alder.addPerson('Cleo');
  });
  afterAll(() => alder.dispose());

  const get = (url: string, as: TestPerson) => alder.inject({ method: 'GET', url, as });
  const post = (url: string, as: TestPerson, payload: object) => alder.inject({ method: 'POST', url, as, payload });
  const patch = (url: string, as: TestPerson, payload: object) => alder.inject({ method: 'PATCH', url, as, payload });
  const remove = (url: string, as: TestPerson) => alder.inject({ method: 'DELETE', url, as });
  async function makeChannel(as: TestPerson, perimeter: 'internal' | 'shared'): Promise<ChannelView> {
    const answer = await post('/v1/channels', as, { name: 'Pumps', topic: 'Series 4', perimeter });
    expect(answer.statusCode).toBe(201);
    return answer.json<ChannelView>();
  }
  /** What our log of a channel tells other companies, each activity checked against the protocol. */
  async function readLog(channel: string): Promise<{ name: string; activity: Record<string, unknown> }[]> {
    const rows = await alder.node.context.database.read
      .selectFrom('log_entries')
      .innerJoin('logs', 'logs.number', 'log_entries.log')
      .select('log_entries.payload')
      .where('logs.subject', '=', channel)
      .orderBy('log_entries.seq')
      .execute();
    return rows.map((row) => {
      const activity = parseStrictJson(row.payload as string);
      const name = activityName(activity) as keyof typeof channelActivities;
      return { name, activity: channelActivities[name].parse(activity) };
    });
  }

  it('makes a channel with its maker as the only member', async () => {
    const channel = await makeChannel(ben, 'internal');
    expect(channel).toMatchObject({
      name: 'Pumps', topic: 'Series 4', perimeter: 'internal', state: 'active', host: { id: 'self', name: 'Alder' },
      companies: [{ id: 'self', name: 'Alder', state: 'active', head_count: 1 }], member_count: 1,
    });
    const members = (await get(`/v1/channels/${channel.id}/members`, ben)).json<{ data: object[] }>();
    expect(members.data).toEqual([expect.objectContaining({ id: ben.id, name: 'Ben', is_local: true })]);
  });

  it('keeps no log of an internal channel', async () => {
    const channel = await makeChannel(ben, 'internal');
    await post(`/v1/channels/${channel.id}/members`, ben, { person_ids: [cleo.id] });
    await patch(`/v1/channels/${channel.id}`, ben, { name: 'Secret pumps' });
    await remove(`/v1/channels/${channel.id}/members/${cleo.id}`, cleo);
    const logs = await alder.node.context.database.read.selectFrom('logs').selectAll().where('subject', '=', channel.id).execute();
    expect(logs).toEqual([]);
  });

  it('[THREAT-8] tells in the log of a shared channel what other companies need, and no more', async () => {
    const channel = await makeChannel(ben, 'shared');
    await post(`/v1/channels/${channel.id}/members`, ben, { person_ids: [cleo.id, ben.id] });
    await patch(`/v1/channels/${channel.id}`, ben, { topic: 'Series 5' });
    await remove(`/v1/channels/${channel.id}/members/${cleo.id}`, cleo);
    const log = await readLog(channel.id);
    expect(log.map(({ name }) => name)).toEqual(['Create Group', 'Add Person', 'Add Person', 'Update Group', 'Remove Person']);
    expect(log[0]?.activity).toMatchObject({ actor: ben.did, object: { id: channel.did, name: 'Pumps', summary: 'Series 4' } });
    expect(log[2]?.activity).toMatchObject({ actor: ben.did, object: { id: cleo.did, type: 'Person', name: 'Cleo' }, target: channel.did });
    expect(log[3]?.activity).toMatchObject({ object: { name: 'Pumps', summary: 'Series 5' } });
    expect(log[4]?.activity).toMatchObject({ actor: cleo.did, object: { id: cleo.did }, target: channel.did });
    expect(JSON.stringify(log)).not.toContain('@alder.example');
  });

  it('says nothing when a change changes nothing', async () => {
    const channel = await makeChannel(ben, 'shared');
    await patch(`/v1/channels/${channel.id}`, ben, { name: 'Pumps' });
    await post(`/v1/channels/${channel.id}/members`, ben, { person_ids: [ben.id] });
    expect(await readLog(channel.id)).toHaveLength(2);
  });

  it('lists the channels that a person is in, by perimeter and page', async () => {
    const dora = await alder.addPerson('Dora');
    const made = [await makeChannel(dora, 'internal'), await makeChannel(dora, 'shared'), await makeChannel(dora, 'internal')];
    type Page = { data: ChannelView[]; next_cursor: string | null };
    const first = (await get('/v1/channels?limit=2', dora)).json<Page>();
    const second = (await get(`/v1/channels?limit=2&cursor=${first.next_cursor}`, dora)).json<Page>();
    expect([...first.data, ...second.data].map(({ id }) => id)).toEqual(made.map(({ id }) => id));
    expect(second.next_cursor).toBeNull();
    expect((await get('/v1/channels?perimeter=shared', dora)).json<Page>().data.map(({ id }) => id)).toEqual([made[1]?.id]);
  });

  it('[THREAT-1] answers alike for a channel that is not there and one that is not yours', async () => {
    const channel = await makeChannel(ben, 'internal');
    const absent = 'chan_00000000-0000-7000-8000-000000000000';
    const tries = (id: string) => [
      get(`/v1/channels/${id}`, cleo),
      get(`/v1/channels/${id}/members`, cleo),
      get(`/v1/channels/${id}/audience`, cleo),
      patch(`/v1/channels/${id}`, cleo, { name: 'Mine' }),
      post(`/v1/channels/${id}/members`, cleo, { person_ids: [cleo.id] }),
      remove(`/v1/channels/${id}/members/${ben.id}`, cleo),
      post(`/v1/channels/${id}/shares`, ada, { partner_id: 'part_1' }),
      get(`/v1/channels/${id}/shares`, ada),
      remove(`/v1/channels/${id}/shares/part_1`, ada),
      get(`/v1/channels/${id}`, ada),
    ];
    const strip = (answers: { statusCode: number; json: () => object }[]) => answers.map((answer) => [answer.statusCode, { ...answer.json(), request_id: null }]);
    const forbidden = strip(await Promise.all(tries(channel.id)));
    expect(forbidden).toEqual(strip(await Promise.all(tries(absent))));
    expect(forbidden.every(([status]) => status === 404)).toBe(true);
  });

  it('lets administrators see every shared channel, but not every internal one', async () => {
    const [internal, shared] = [await makeChannel(ben, 'internal'), await makeChannel(ben, 'shared')];
    expect((await get(`/v1/channels/${shared.id}`, ada)).statusCode).toBe(200);
    expect((await get(`/v1/channels/${shared.id}`, cleo)).statusCode).toBe(404);
    expect((await get(`/v1/channels/${internal.id}`, ada)).statusCode).toBe(404);
  });

  it('[THREAT-41] ends a person\'s access at once', async () => {
    const channel = await makeChannel(ben, 'shared');
    await post(`/v1/channels/${channel.id}/members`, ben, { person_ids: [cleo.id] });
    expect((await get(`/v1/channels/${channel.id}`, cleo)).statusCode).toBe(200);
    expect((await remove(`/v1/channels/${channel.id}/members/${cleo.id}`, ben)).statusCode).toBe(403);
    expect((await remove(`/v1/channels/${channel.id}/members/${cleo.id}`, ada)).statusCode).toBe(204);
    expect((await get(`/v1/channels/${channel.id}`, cleo)).statusCode).toBe(404);
    expect((await get('/v1/channels', cleo)).json<{ data: ChannelView[] }>().data.map(({ id }) => id)).not.toContain(channel.id);
    expect((await remove(`/v1/channels/${channel.id}/members/${cleo.id}`, ada)).statusCode).toBe(404);
  });

  it('gives the audience an ETag that changes with every person who comes or goes', async () => {
    const channel = await makeChannel(ben, 'shared');
    const audience = () => get(`/v1/channels/${channel.id}/audience`, ben);
    const alone = await audience();
    expect(alone.json()).toMatchObject({ companies: [{ id: 'self', name: 'Alder', head_count: 1 }], people: [{ id: ben.id, name: 'Ben', company: { id: 'self' } }] });
    expect((await audience()).headers.etag).toBe(alone.headers.etag);
    await post(`/v1/channels/${channel.id}/members`, ben, { person_ids: [cleo.id] });
    const both = await audience();
    await remove(`/v1/channels/${channel.id}/members/${cleo.id}`, cleo);
    const again = await audience();
    expect(new Set([alone, both, again].map(({ headers }) => headers.etag)).size).toBe(3);
    expect(new Set([alone, both, again].map((answer) => answer.json<{ version: string }>().version)).size).toBe(3);
    expect(again.json<{ people: object[] }>().people).toHaveLength(1);
  });

  it('changes the ETag, but not the version, when somebody is renamed', async () => {
    const channel = await makeChannel(cleo, 'shared');
    const before = await get(`/v1/channels/${channel.id}/audience`, cleo);
    await patch(`/v1/people/${cleo.id}`, cleo, { name: 'Cleopatra' });
    const after = await get(`/v1/channels/${channel.id}/audience`, cleo);
    expect(after.headers.etag).not.toBe(before.headers.etag);
    expect(after.json<{ version: string }>().version).toBe(before.json<{ version: string }>().version);
    await patch(`/v1/people/${cleo.id}`, cleo, { name: 'Cleo' });
  });

  it('brings in hundreds at once, and tells of each', async () => {
    const { context } = alder.node;
    const people = Array.from({ length: 800 }, () => {
      const uuid = context.entropy.uuid();
      const did = `${context.identity.did}/people/${uuid}`;
      return { id: `pers_${uuid}`, did, node: context.identity.did, kind: 'Person' as const, name: 'Support', created_at: '2026-11-23T13:00:00.000Z' };
    });
    await context.database.write((tx) => tx.db.insertInto('people').values(people).execute());
    const channel = await makeChannel(ben, 'shared');
    const answer = await post(`/v1/channels/${channel.id}/members`, ben, { person_ids: people.map(({ id }) => id) });
    expect(answer.json()).toMatchObject({ member_count: 801 });
    const log = await readLog(channel.id);
    expect(new Set(log.slice(2).map(({ activity }) => (activity.object as { id: string }).id))).toEqual(new Set(people.map(({ did }) => did)));
  });

  it.each([
    ['a name of only spaces', { name: '  ', perimeter: 'shared' }],
    ['a name that is too long', { name: 'x'.repeat(121), perimeter: 'shared' }],
    ['a name that reads backwards', { name: 'a\u202eb', perimeter: 'shared' }],
    ['a topic that is too long', { name: 'Pumps', topic: 'x'.repeat(501), perimeter: 'shared' }],
    ['no perimeter', { name: 'Pumps' }],
    ['another perimeter', { name: 'Pumps', perimeter: 'public' }],
    ['a member that no channel has', { name: 'Pumps', perimeter: 'shared', host: 'me' }],
  ])('refuses to make a channel with %s', async (_what, payload) => {
    const answer = await post('/v1/channels', ben, payload);
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([422, 'invalid-request']);
  });

  it.each([
    ['nobody', []],
    ['more than one request may name', Array.from({ length: 1_001 }, () => 'pers_x')],
  ])('refuses to bring in %s', async (_what, person_ids) => {
    const channel = await makeChannel(ben, 'internal');
    expect((await post(`/v1/channels/${channel.id}/members`, ben, { person_ids })).statusCode).toBe(422);
  });

  it('says which of the people cannot be brought in, and brings in none', async () => {
    const channel = await makeChannel(ben, 'shared');
    const answer = await post(`/v1/channels/${channel.id}/members`, ben, { person_ids: [cleo.id, 'pers_nobody'] });
    expect([answer.statusCode, answer.json()]).toEqual([422, expect.objectContaining({ code: 'unknown-people', errors: [expect.objectContaining({ pointer: '/person_ids/1' })] })]);
    expect((await get(`/v1/channels/${channel.id}`, cleo)).statusCode).toBe(404);
  });

  it('brings in no partner\'s person', async () => {
    const { context } = alder.node;
    const stranger = await context.database.write((tx) =>
      ensureForeignPerson(tx, context, { did: `did:key:z6Mk${'b'.repeat(44)}/people/${context.entropy.uuid()}`, name: 'Bo', kind: 'Person' }),
    );
    const channel = await makeChannel(ben, 'internal');
    const answer = await post(`/v1/channels/${channel.id}/members`, ben, { person_ids: [stranger] });
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([422, 'unknown-people']);
  });

  it('brings in nobody whose account is deactivated', async () => {
    const eve = await alder.addPerson('Eve');
    await patch(`/v1/people/${eve.id}`, ada, { status: 'deactivated' });
    const channel = await makeChannel(ben, 'internal');
    expect((await post(`/v1/channels/${channel.id}/members`, ben, { person_ids: [eve.id] })).statusCode).toBe(422);
  });

  it('never shares an internal channel, even for an administrator who is in it', async () => {
    const channel = await makeChannel(ada, 'internal');
    const answer = await post(`/v1/channels/${channel.id}/shares`, ada, { partner_id: 'part_1' });
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([422, 'internal-channel']);
  });

  it('leaves sharing to administrators', async () => {
    const channel = await makeChannel(ben, 'shared');
    expect((await post(`/v1/channels/${channel.id}/shares`, ben, { partner_id: 'part_1' })).statusCode).toBe(403);
    expect((await get(`/v1/channels/${channel.id}/shares`, ben)).statusCode).toBe(403);
    expect((await get('/v1/share_invitations', ben)).statusCode).toBe(403);
    expect((await post('/v1/share_invitations/shar_1/accept', ben, { member_ids: [ben.id] })).statusCode).toBe(403);
    expect((await post('/v1/share_invitations/shar_1/accept', ada, { member_ids: [ada.id] })).statusCode).toBe(404);
  });
});
