import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sameEverywhere, textsIn } from './world/channels.ts';
import { PASSWORD, type Account, type Company } from './world/company.ts';
import { createWorld, type World } from './world/create-world.ts';
import { tablesOf } from './world/expect-refused.ts';
import { openChannel, pair, partnerIdAt, share } from './world/partnerships.ts';

/**
 * A year of Alder's inner life: in every field that people can fill stands a word that exists nowhere else. Then all
 * that the network carried, in both directions, and all that Birch keeps and shows, is searched for these words.
 */
describe('[THREAT-1] [THREAT-10] what stays inside', () => {
  let world: World<'Alder' | 'Birch'>;
  let alder: Company;
  let birch: Company;
  const canaries = new Set<string>();
  /** A word for one field. */
  function secretly(field: string): string {
    const word = `Canary${field}${canaries.size}Zq`;
    canaries.add(word);
    return word;
  }

  beforeAll(async () => {
    world = await createWorld(['Alder', 'Birch']);
    ({ Alder: alder, Birch: birch } = world.company);
  });
  afterAll(() => world.dispose());

  /** Bytes as text, and the text inside of what is base64url in it. */
  function readable(bytes: Uint8Array | undefined): string {
    const text = Buffer.from(bytes ?? '').toString('utf8');
    const encoded = text.match(/[A-Za-z0-9_-]{20,}/g) ?? [];
    return [text, ...encoded.map((part) => Buffer.from(part, 'base64url').toString('utf8'))].join('\n');
  }
  const everythingCarried = (): string =>
    world.carried.map(({ request, answer }) => [request.method, request.path, decodeURIComponent(request.path), JSON.stringify(request.headers), readable(request.body), JSON.stringify(answer.headers), readable(answer.body)].join('\n')).join('\n');

  /** An internal channel with its people and everything that can happen in it. */
  async function liveInside(insider: Account): Promise<{ channelId: string; secretIds: string[] }> {
    const channel = await alder.ask('POST', '/v1/channels', { name: secretly('Channel'), topic: secretly('Topic'), perimeter: 'internal' });
    await alder.ask('POST', `/v1/channels/${channel.id}/members`, { person_ids: [insider.id] });
    const post = await alder.ask('POST', `/v1/channels/${channel.id}/posts`, { text: secretly('Post') }, insider);
    const reply = await alder.ask('POST', `/v1/channels/${channel.id}/posts`, { text: secretly('Reply'), in_reply_to: post.id });
    await alder.send('PATCH', `/v1/posts/${post.id}`, { as: insider, body: { text: secretly('Edit') }, headers: { 'if-match': '"1"', 'idempotency-key': secretly('Key') } });
    await alder.ask('PUT', `/v1/posts/${post.id}/reactions/${secretly('Emoji')}`);
    await alder.ask('DELETE', `/v1/posts/${reply.id}`);
    await alder.ask('POST', `/v1/channels/${channel.id}/post_batches`, { posts: [{ text: secretly('Batch') }] });
    await alder.ask('POST', `/v1/channels/${channel.id}/imports`, { posts: [{ person_id: insider.id, text: secretly('Import'), published_at: '2020-01-01T00:00:00Z' }] });
    await alder.ask('PATCH', `/v1/channels/${channel.id}`, { name: secretly('Renamed'), topic: secretly('Retopic') });
    await alder.ask('GET', `/v1/search?q=${secretly('Search')}`);
    return { channelId: channel.id, secretIds: [channel.id, post.id, reply.id, insider.id].map((id) => id.slice(5)) };
  }

  it('never leaves, while the company works with another all along', async () => {
    const insider = await alder.hire(secretly('Person'));
    const invited = await alder.ask('POST', '/v1/people', { name: secretly('Invited'), email: `${secretly('Email').toLowerCase()}@alder.example` });
    const before = await liveInside(insider);

    await alder.ask('POST', '/v1/invitations', { note: secretly('Note') });
    await pair(alder, birch);
    const atAlder = await openChannel(alder, 'Pumps');
    await alder.ask('POST', `/v1/channels/${atAlder}/posts`, { text: 'Shared words' });
    const atBirch = await share(alder, birch, { channelId: atAlder });
    const during = await liveInside(insider);
    const ann = await alder.hire('Ann Visible');
    await alder.ask('POST', `/v1/channels/${atAlder}/members`, { person_ids: [ann.id] });
    await alder.send('POST', `/v1/channels/${atAlder}/posts`, { as: ann, body: { text: 'More shared words' }, headers: { 'idempotency-key': secretly('SharedKey'), 'user-agent': secretly('Agent') } });
    const partner = await partnerIdAt(alder, birch);
    await alder.ask('PATCH', `/v1/partners/${partner}`, { state: 'suspended', reason: secretly('Reason') });
    await alder.ask('PATCH', `/v1/partners/${partner}`, { state: 'active', reason: secretly('Resumed') });
    await alder.ask('PATCH', `/v1/people/${insider.id}`, { name: secretly('NewName') });
    await alder.stop();
    await alder.start();
    world.advance(400_000);
    const after = await liveInside(insider);
    await world.quiet();
    await sameEverywhere([alder, atAlder], [birch, atBirch]);
    expect((await textsIn([birch, atBirch])).toSorted()).toEqual(['More shared words', 'Shared words']);

    const carried = everythingCarried();
    expect(carried).toContain('Shared words');
    expect(carried).toContain('Ann Visible');
    expect(canaries.size).toBeGreaterThan(40);
    const leaked = [...canaries].filter((word) => carried.toLowerCase().includes(word.toLowerCase()));
    expect(leaked).toEqual([]);
    // Nor what names an internal thing, or what opens a door.
    for (const id of [...before.secretIds, ...during.secretIds, ...after.secretIds, invited.person.id.slice(5)]) expect(carried).not.toContain(id);
    for (const account of [alder.admin, insider, ann]) expect(carried).not.toContain(account.email);
    for (const secret of [await alder.tokenOf(alder.admin), await alder.tokenOf(ann), PASSWORD, '$argon2', 'pers_', 'chan_', 'post_', 'sess_']) expect(carried).not.toContain(secret);
  });

  it('is nowhere at the partner, in no table and no answer', async () => {
    const kept = JSON.stringify(await keptBy(birch));
    expect(kept).toContain('Shared words');
    expect([...canaries].filter((word) => kept.includes(word))).toEqual([]);
    expect(kept).not.toContain('@alder.example');
    for (const path of ['/v1/channels', '/v1/people', '/v1/partners', '/v1/audit_entries', '/v1/status', '/v1/share_invitations']) {
      const { text } = await birch.send('GET', path);
      expect([...canaries].filter((word) => text.includes(word)), path).toEqual([]);
    }
  });

  it('[THREAT-10] and nothing that opens a door is in any answer, stream or line of audit at home', async () => {
    const { context } = alder;
    const hashes = await context().database.read.selectFrom('accounts').select('password_hash').where('password_hash', 'is not', null).execute();
    const sealed = await context().database.read.selectFrom('keys').select('sealed').execute();
    const refresh = await context().database.read.selectFrom('refresh_tokens').select('hash').execute();
    const secrets = [...hashes.map(({ password_hash }) => password_hash as string), ...sealed.map((key) => key.sealed), ...refresh.map(({ hash }) => hash), '$argon2', PASSWORD];
    const stream = await alder.listen(alder.admin);
    await alder.hire('Last One');
    const texts = [stream.text()];
    for (const path of ['/v1/me', '/v1/node', '/v1/people?limit=100', '/v1/channels', '/v1/partners', '/v1/invitations', '/v1/sessions', '/v1/audit_entries?limit=100', '/v1/status', '/v1/openapi.json']) {
      texts.push((await alder.send('GET', path)).text);
    }
    const audit = texts[8] as string;
    for (const secret of secrets) expect(texts.join('\n')).not.toContain(secret);
    expect([...canaries].filter((word) => audit.includes(word))).toEqual([]);
  });
});

/** Every row of every table of a company. */
async function keptBy(company: Company): Promise<unknown> {
  const rows: unknown[] = [];
  for (const table of [...(await tablesOf(company)), 'audit_entries']) rows.push((await sql`select * from ${sql.table(table)}`.execute(company.context().database.read)).rows);
  return rows;
}
