import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestNode, type TestNode, type TestPerson } from '../../../testing/create-test-node.ts';
import { testDialects } from '../../../testing/open-test-database.ts';
import type { PostView } from '../post-view.ts';

type Problem = { code: string; errors?: { pointer: string }[] };
type List = { data: PostView[]; next_cursor: string | null };

describe.each(testDialects)('posts over REST on %s', (dialect) => {
  let alder: TestNode;
  let bo: TestPerson;
  let channel: string;
  let secret: string;

  beforeAll(async () => {
    alder = await createTestNode({ dialect });
    bo = await alder.addPerson('Bo');
    channel = await makeChannel('Inside');
    secret = await makeChannel('Board');
    await send('POST', `/v1/channels/${channel}/members`, { payload: { person_ids: [bo.id] } });
  });
  afterAll(() => alder.dispose());

  type Sent = { payload?: object; headers?: Record<string, string>; as?: TestPerson };
  type Answer<T> = { status: number; headers: Record<string, unknown>; body: T };
  async function send<T>(method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE', url: string, { payload, headers = {}, as = alder.admin }: Sent = {}): Promise<Answer<T>> {
    const answer = await alder.inject({ method, url, as, headers, ...(payload === undefined ? {} : { payload }) });
    return { status: answer.statusCode, headers: answer.headers, body: answer.json<T>() };
  }
  async function makeChannel(name: string, perimeter = 'internal'): Promise<string> {
    return (await send<{ id: string }>('POST', '/v1/channels', { payload: { name, perimeter } })).body.id;
  }
  async function post(text: string, { to = channel, as = alder.admin, ...rest }: { to?: string; as?: TestPerson; in_reply_to?: string } = {}): Promise<PostView> {
    const answer = await send<PostView>('POST', `/v1/channels/${to}/posts`, { payload: { text, ...rest }, as });
    expect(answer.status).toBe(201);
    return answer.body;
  }

  it('writes a post and shows it with an allow-list of members', async () => {
    const written = await post('Hello **all**');
    const read = await send<PostView>('GET', `/v1/posts/${written.id}`, { as: bo });
    expect(read.body).toEqual(written);
    expect(written).toEqual({
      id: expect.stringMatching(/^post_/),
      did: expect.stringContaining('/objects/'),
      channel_id: channel,
      author: { id: alder.admin.id, name: 'Ada Admin', company: { id: 'self', name: 'Alder' } },
      text: 'Hello **all**',
      in_reply_to: null,
      thread_id: null,
      published_at: expect.any(String),
      edited_at: null,
      deleted_at: null,
      version: 1,
      reactions: [],
      reply_count: 0,
      deliveries: [],
    });
    expect(read.headers.etag).toBe('"1"');
  });

  it('never logs a post of an internal channel', async () => {
    await post('Stays here');
    const db = alder.node.context.database.read;
    const logged = await db.selectFrom('objects').select('id').where('channel_id', '=', channel).where('log', 'is not', null).execute();
    const logs = await db.selectFrom('logs').select('id').where('subject', '=', channel).execute();
    expect({ logged, logs }).toEqual({ logged: [], logs: [] });
  });

  it('lists newest first, page by page, and keeps the order of a batch', async () => {
    const busy = await makeChannel('Busy');
    const texts = Array.from({ length: 100 }, (_, index) => `no ${index}`);
    const batch = await send<List>('POST', `/v1/channels/${busy}/post_batches`, { payload: { posts: texts.map((text) => ({ text })) } });
    expect(batch.status).toBe(201);
    expect(batch.body.data.map(({ text }) => text)).toEqual(texts);
    const seen: (string | null)[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: { body: List } = await send<List>('GET', `/v1/channels/${busy}/posts?limit=30${cursor === '' ? '' : `&cursor=${cursor}`}`);
      seen.push(...page.body.data.map(({ text }) => text));
      cursor = page.body.next_cursor;
    }
    expect(seen).toEqual(texts.toReversed());
  });

  it('writes all posts of a batch or none', async () => {
    const busy = await makeChannel('All or none');
    const refused = await send<Problem>('POST', `/v1/channels/${busy}/post_batches`, { payload: { posts: [{ text: 'fine' }, { text: 'not', in_reply_to: 'post_nowhere' }] } });
    expect(refused).toMatchObject({ status: 422, body: { code: 'cross-perimeter', errors: [{ pointer: '/posts/1/in_reply_to' }] } });
    expect((await send<List>('GET', `/v1/channels/${busy}/posts`)).body.data).toEqual([]);
  });

  it.each([
    ['no text', {}],
    ['a blank text', { text: ' \n' }],
    ['a control character', { text: 'a\u0000b' }],
    ['a text too long', { text: 'x'.repeat(20_001) }],
    ['an unknown member', { text: 'x', author_id: 'pers_x' }],
  ])('[THREAT-29] refuses %s', async (_, payload) => {
    expect(await send('POST', `/v1/channels/${channel}/posts`, { payload })).toMatchObject({ status: 422, body: { code: 'invalid-request' } });
  });

  it('[THREAT-28] refuses a batch of more than 100', async () => {
    const posts = Array.from({ length: 101 }, () => ({ text: 'x' }));
    expect(await send('POST', `/v1/channels/${channel}/post_batches`, { payload: { posts } })).toMatchObject({ status: 422 });
  });

  it('[THREAT-6] answers a reply across channels like one to nothing', async () => {
    const hidden = await post('The board only', { to: secret });
    const answers = [];
    for (const in_reply_to of [hidden.id, 'post_019ab000-0000-7000-8000-000000000000']) {
      const { status, body } = await send<Problem & { request_id?: string }>('POST', `/v1/channels/${channel}/posts`, { payload: { text: 'Re', in_reply_to }, as: bo });
      const { request_id: _, ...rest } = body;
      answers.push({ status, rest });
    }
    expect(answers[0]).toMatchObject({ status: 422, rest: { code: 'cross-perimeter' } });
    expect(answers[0]).toEqual(answers[1]);
  });

  it('[THREAT-1] hides posts of channels that one is not in', async () => {
    const hidden = await post('The board only', { to: secret });
    const paths = [['GET', ''], ['GET', '/versions'], ['GET', '/replies'], ['GET', '/deliveries'], ['PATCH', ''], ['DELETE', ''], ['PUT', '/reactions/x'], ['DELETE', '/reactions/x']] as const;
    for (const [method, path] of paths) {
      const payload = method === 'PATCH' ? { payload: { text: 'x' } } : {};
      expect(await send(method, `/v1/posts/${hidden.id}${path}`, { as: bo, ...payload })).toMatchObject({ status: 404, body: { code: 'not-found' } });
    }
    for (const path of ['posts', 'digest']) expect(await send('GET', `/v1/channels/${secret}/${path}`, { as: bo })).toMatchObject({ status: 404 });
    for (const path of ['posts', 'post_batches', 'imports']) {
      const payload = path === 'posts' ? { text: 'x' } : { posts: [path === 'imports' ? { text: 'x', person_id: bo.id, published_at: '2020-01-01T00:00:00Z' } : { text: 'x' }] };
      expect(await send('POST', `/v1/channels/${secret}/${path}`, { payload, as: bo })).toMatchObject({ status: 404 });
    }
  });

  it('keeps threads flat and counts their replies', async () => {
    const root = await post('Root');
    const first = await post('First', { in_reply_to: root.id, as: bo });
    const second = await post('Second', { in_reply_to: first.id });
    const third = await post('Third', { in_reply_to: root.id });
    expect([first, second, third].map(({ thread_id }) => thread_id)).toEqual([root.id, root.id, root.id]);
    const replies = async (id: string): Promise<string[]> => (await send<List>('GET', `/v1/posts/${id}/replies`)).body.data.map((reply) => reply.id);
    expect(await replies(root.id)).toEqual([first.id, second.id, third.id]);
    expect(await replies(first.id)).toEqual([second.id]);
    const listed = (await send<List>('GET', `/v1/channels/${channel}/posts?limit=4`)).body.data;
    expect(listed.map(({ reply_count }) => reply_count)).toEqual([0, 0, 1, 3]);
    await send('DELETE', `/v1/posts/${third.id}`);
    expect((await send<PostView>('GET', `/v1/posts/${root.id}`)).body.reply_count).toBe(2);
    expect(await send('POST', `/v1/channels/${channel}/posts`, { payload: { text: 'x', in_reply_to: third.id } })).toMatchObject({ status: 422, body: { code: 'parent-deleted' } });
  });

  it('edits with If-Match and keeps what was there', async () => {
    const { id } = await post('one', { as: bo });
    const edit = (text: string, etag?: string, as = bo) => send<PostView & Problem>('PATCH', `/v1/posts/${id}`, { payload: { text }, as, ...(etag === undefined ? {} : { headers: { 'if-match': etag } }) });
    expect(await edit('two')).toMatchObject({ status: 428 });
    expect(await edit('two', '"2"')).toMatchObject({ status: 412 });
    expect(await edit('two', '"1"', alder.admin)).toMatchObject({ status: 403, body: { code: 'not-author' } });
    const edited = await edit('two', '"1"');
    expect(edited).toMatchObject({ status: 200, body: { text: 'two', version: 2, edited_at: expect.any(String) }, headers: { etag: '"2"' } });
    expect(await edit('three', '"1"')).toMatchObject({ status: 412 });
    expect(await edit('two', '"2"')).toMatchObject({ status: 200, body: { version: 2 } });
    await edit('three', '*');
    const versions = await send<{ data: { version: number; text: string }[]; next_cursor: string | null }>('GET', `/v1/posts/${id}/versions?limit=2`);
    expect(versions.body.data.map(({ version, text }) => [version, text])).toEqual([[3, 'three'], [2, 'two']]);
    const rest = await send<List>('GET', `/v1/posts/${id}/versions?limit=2&cursor=${versions.body.next_cursor}`);
    expect(rest.body).toMatchObject({ data: [{ version: 1, text: 'one' }], next_cursor: null });
  });

  it('[THREAT-42] deletes text, versions and reactions, and keeps a tombstone', async () => {
    const { id } = await post('Regrettable', { as: bo });
    await send('PATCH', `/v1/posts/${id}`, { payload: { text: 'Still regrettable' }, as: bo, headers: { 'if-match': '"1"' } });
    await send('PUT', `/v1/posts/${id}/reactions/👍`);
    const deleted = await send<PostView>('DELETE', `/v1/posts/${id}`);
    expect(deleted).toMatchObject({ status: 200, body: { id, text: null, deleted_at: expect.any(String), edited_at: null, reactions: [] } });
    expect((await send<PostView>('DELETE', `/v1/posts/${id}`)).body).toEqual(deleted.body);
    expect((await send<List>('GET', `/v1/posts/${id}/versions`)).body.data).toEqual([]);
    for (const table of ['object_versions', 'reactions', 'reaction_entries'] as const) {
      expect(await alder.node.context.database.read.selectFrom(table).selectAll().where('object_id', '=', id).execute()).toEqual([]);
    }
    expect(await send('PATCH', `/v1/posts/${id}`, { payload: { text: 'x' }, as: bo, headers: { 'if-match': '*' } })).toMatchObject({ status: 410 });
    expect(await send('PUT', `/v1/posts/${id}/reactions/x`)).toMatchObject({ status: 410, body: { code: 'post-deleted' } });
  });

  it('lets nobody but author and administrator delete', async () => {
    const { id } = await post('Mine');
    expect(await send('DELETE', `/v1/posts/${id}`, { as: bo })).toMatchObject({ status: 403, body: { code: 'not-author' } });
    expect(await send('DELETE', `/v1/posts/${id}`, { headers: { 'if-match': '"7"' } })).toMatchObject({ status: 412 });
  });

  it('counts reactions, and each person\'s once', async () => {
    const { id } = await post('React!');
    await send('PUT', `/v1/posts/${id}/reactions/${encodeURIComponent('👍')}`);
    await send('PUT', `/v1/posts/${id}/reactions/👍`, { as: bo });
    await send('PUT', `/v1/posts/${id}/reactions/👍`, { as: bo });
    await send('PUT', `/v1/posts/${id}/reactions/ok`, { as: bo });
    expect((await send<PostView>('GET', `/v1/posts/${id}`)).body.reactions).toEqual([
      { emoji: '👍', count: 2, mine: true },
      { emoji: 'ok', count: 1, mine: false },
    ]);
    await send('DELETE', `/v1/posts/${id}/reactions/👍`);
    const again = await send<PostView>('DELETE', `/v1/posts/${id}/reactions/👍`);
    expect(again).toMatchObject({ status: 200, body: { reactions: [{ emoji: '👍', count: 1, mine: false }, { emoji: 'ok' }] } });
    expect(await send('PUT', `/v1/posts/${id}/reactions/two%20words`)).toMatchObject({ status: 422 });
  });

  it('[THREAT-29] bounds the reactions of one person', async () => {
    const { id } = await post('Popular');
    const statuses = [];
    for (let index = 0; index < 21; index += 1) statuses.push((await send('PUT', `/v1/posts/${id}/reactions/e${index}`)).status);
    expect(statuses).toEqual([...Array.from({ length: 20 }, () => 200), 422]);
  });

  it('imports posts of the past with their threads', async () => {
    const past = await makeChannel('Past');
    await send('POST', `/v1/channels/${past}/members`, { payload: { person_ids: [bo.id] } });
    const payload = {
      posts: [
        { person_id: bo.id, text: 'Then', published_at: '2019-09-04T22:44:46Z' },
        { person_id: alder.admin.id, text: 'And then', published_at: '2019-09-05T00:45:04.5+02:00', in_reply_to_index: 0 },
      ],
    };
    const imported = await send<List>('POST', `/v1/channels/${past}/imports`, { payload });
    expect(imported.status).toBe(201);
    const [then, andThen] = imported.body.data as [PostView, PostView];
    expect(then).toMatchObject({ author: { id: bo.id, name: 'Bo' }, published_at: '2019-09-04T22:44:46.000Z' });
    expect(andThen).toMatchObject({ published_at: '2019-09-04T22:45:04.500Z', in_reply_to: then.id, thread_id: then.id });
    const now = await post('Now', { to: past });
    expect((await send<List>('GET', `/v1/channels/${past}/posts`)).body.data.map(({ id }) => id)).toEqual([now.id, andThen.id, then.id]);
  });

  it('refuses to import what is not the past, or not ours to say', async () => {
    const stranger = await alder.addPerson('Not in the channel');
    const good = { person_id: alder.admin.id, text: 'x', published_at: '2020-01-01T00:00:00Z' };
    const posts = [
      { ...good, person_id: stranger.id },
      { ...good, published_at: '2999-01-01T00:00:00Z' },
      { ...good, in_reply_to_index: 2 },
      { ...good, in_reply_to_index: 0, in_reply_to: 'post_x' },
    ];
    const refused = await send<Problem>('POST', `/v1/channels/${channel}/imports`, { payload: { posts } });
    expect(refused).toMatchObject({ status: 422, body: { code: 'invalid-import' } });
    expect(refused.body.errors?.map(({ pointer }) => pointer)).toEqual(['/posts/0/person_id', '/posts/1/published_at', '/posts/2/in_reply_to_index', '/posts/3/in_reply_to_index']);
    expect(await send('POST', `/v1/channels/${channel}/imports`, { payload: { posts: [good] }, as: bo })).toMatchObject({ status: 403, body: { code: 'admin-only' } });
  });

  it('writes once under one Idempotency-Key', async () => {
    const once = { payload: { posts: [{ text: 'Once' }, { text: 'and twice' }] }, headers: { 'idempotency-key': 'k1' } };
    const url = `/v1/channels/${channel}/post_batches`;
    const [first, second] = [await send<List>('POST', url, once), await send<List>('POST', url, once)];
    expect(second).toMatchObject({ status: 201, body: first.body });
    const found = (await send<List>('GET', `/v1/channels/${channel}/posts`)).body.data.filter(({ text }) => text === 'Once');
    expect(found).toHaveLength(1);
  });

  it('[THREAT-42] keeps no copy of a text for repeated requests', async () => {
    const once = { payload: { text: 'Soon regretted' }, headers: { 'idempotency-key': 'k2' }, as: bo };
    const { body } = await send<PostView>('POST', `/v1/channels/${channel}/posts`, once);
    await send('PATCH', `/v1/posts/${body.id}`, { payload: { text: 'Soon regretted too' }, headers: { 'idempotency-key': 'k3', 'if-match': '"1"' }, as: bo });
    await send('DELETE', `/v1/posts/${body.id}`, { as: bo });
    const kept = await alder.node.context.database.read.selectFrom('idempotency_keys').selectAll().execute();
    expect(JSON.stringify(kept)).not.toContain('regretted');
    expect(await send('POST', `/v1/channels/${channel}/posts`, once)).toMatchObject({ status: 201, body: { id: body.id, text: null } });
  });

  it('[THREAT-41] answers no repeated request of somebody who has left the channel', async () => {
    const busy = await makeChannel('Left');
    await send('POST', `/v1/channels/${busy}/members`, { payload: { person_ids: [bo.id] } });
    const once = { payload: { text: 'Before' }, headers: { 'idempotency-key': 'k4' }, as: bo };
    expect(await send('POST', `/v1/channels/${busy}/posts`, once)).toMatchObject({ status: 201 });
    await alder.inject({ method: 'DELETE', url: `/v1/channels/${busy}/members/${bo.id}`, as: alder.admin });
    expect(await send('POST', `/v1/channels/${busy}/posts`, once)).toMatchObject({ status: 404 });
  });

  it('sends nothing to another audience than the author saw', async () => {
    const shared = await makeChannel('Shared', 'shared');
    const seen = (await send('GET', `/v1/channels/${shared}/audience`)).headers.etag as string;
    const say = (match: string) => send<Problem>('POST', `/v1/channels/${shared}/posts`, { payload: { text: 'x' }, headers: { 'audience-match': match } });
    expect(await say(seen)).toMatchObject({ status: 201 });
    await send('POST', `/v1/channels/${shared}/members`, { payload: { person_ids: [bo.id] } });
    expect(await say(seen)).toMatchObject({ status: 412, body: { code: 'audience-changed' } });
    expect(await say('nonsense')).toMatchObject({ status: 412 });
  });

  it('lets a company that left a channel delete there, and nothing else', async () => {
    const shared = await makeChannel('Ended', 'shared');
    const { id } = await post('Before the end', { to: shared });
    const database = alder.node.context.database;
    await database.write((tx) => tx.db.updateTable('channels').set({ state: 'left' }).where('id', '=', shared).execute());
    const refused = { status: 409, body: { code: 'channel-left' } };
    expect(await send('POST', `/v1/channels/${shared}/posts`, { payload: { text: 'x' } })).toMatchObject(refused);
    expect(await send('PATCH', `/v1/posts/${id}`, { payload: { text: 'x' }, headers: { 'if-match': '*' } })).toMatchObject(refused);
    expect(await send('PUT', `/v1/posts/${id}/reactions/x`)).toMatchObject(refused);
    expect(await send('DELETE', `/v1/posts/${id}/reactions/x`)).toMatchObject(refused);
    expect(await send('DELETE', `/v1/posts/${id}`)).toMatchObject({ status: 200 });
  });

  it('lists replies page by page', async () => {
    const root = await post('Long thread');
    const posts = Array.from({ length: 5 }, (_, index) => ({ text: `re ${index}`, in_reply_to: root.id }));
    await send('POST', `/v1/channels/${channel}/post_batches`, { payload: { posts } });
    const seen: (string | null)[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: { body: List } = await send<List>('GET', `/v1/posts/${root.id}/replies?limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`);
      seen.push(...page.body.data.map(({ text }) => text));
      cursor = page.body.next_cursor;
    }
    expect(seen).toEqual(posts.map(({ text }) => text));
  });

  it('refuses cursors that are not its own', async () => {
    for (const cursor of ['x', 'e30', Buffer.from('[1,2]').toString('base64url')]) {
      expect(await send('GET', `/v1/channels/${channel}/posts?cursor=${cursor}`)).toMatchObject({ status: 422, body: { code: 'invalid-cursor' } });
    }
  });

  it('follows each change with one content-free audit entry', async () => {
    const { id } = await post('Watched');
    await send('PATCH', `/v1/posts/${id}`, { payload: { text: 'Watched closely' }, headers: { 'if-match': '"1"' } });
    await send('PUT', `/v1/posts/${id}/reactions/👀`, { as: bo });
    await send('DELETE', `/v1/posts/${id}/reactions/👀`, { as: bo });
    await send('DELETE', `/v1/posts/${id}`);
    const entries = await alder.node.context.database.read.selectFrom('audit_entries').selectAll().where('subject', '=', id).orderBy('seq').execute();
    expect(entries.map(({ action, actor, channel_id }) => [action, actor, channel_id])).toEqual([
      ['post.created', alder.admin.id, channel],
      ['post.updated', alder.admin.id, channel],
      ['reaction.added', bo.id, channel],
      ['reaction.removed', bo.id, channel],
      ['post.deleted', alder.admin.id, channel],
    ]);
    expect(JSON.stringify(entries)).not.toMatch(/Watched|👀/);
  });
});
