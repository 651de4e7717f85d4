import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { waitUntil } from '../world/wait-until.ts';
import type { Account, Company, Method } from './world/company.ts';
import { createWorld, type World } from './world/create-world.ts';
import { CONTENT, expectRefused, snapshotOf } from './world/expect-refused.ts';
import { openChannel, pair, partnerIdAt } from './world/partnerships.ts';

let world: World<'Alder' | 'Birch'>;
let alder: Company;
let birch: Company;
let mia: Account;
let roomId: string;

beforeAll(async () => {
  world = await createWorld(['Alder', 'Birch']);
  ({ Alder: alder, Birch: birch } = world.company);
  mia = await alder.hire('Mia Member');
  roomId = await openChannel(alder, 'Room');
  await pair(alder, birch);
}, 60_000);
beforeEach(async () => {
  world.advance(240_000);
  await world.quiet();
  await alder.tokenOf(mia);
});
afterAll(() => world.dispose());

describe('[THREAT-34] guessing a password', () => {
  it('is slowed down per account, from however many addresses, and leaves a line without the guess each time', async () => {
    const guess = (from: string) => () => alder.send('POST', '/v1/sessions', { as: 'nobody', from, body: { email: mia.email, password: CONTENT } });
    for (let attempt = 1; attempt <= 10; attempt += 1) {
      await expectRefused(alder, guess(`2001:db8:${attempt}::1`), { status: 401, code: 'wrong-credentials', action: 'session.refused' });
    }
    const slowed = await expectRefused(alder, guess('2001:db8:ffff::1'), { status: 429, code: 'too-many-attempts', action: 'session.refused' });
    expect(slowed.headers['retry-after']).toBe('60');
    await expectRefused(alder, guess('2001:db8:ffff::2'), { status: 429, code: 'too-many-attempts', leavesLine: false });
  });
});

describe('[THREAT-35] an access token that is not ours, or not any more', () => {
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

  async function forgeries(): Promise<[string, string][]> {
    const token = await alder.tokenOf(mia);
    const [header, claims, signature] = token.split('.') as [string, string, string];
    const said = JSON.parse(Buffer.from(claims, 'base64url').toString()) as object;
    const publicKey = alder.context().identity.sessionKeys.publicKey.export({ format: 'pem', type: 'spki' }).toString();
    const hmac = `${part({ alg: 'HS256', typ: 'adjoin-access+jwt' })}.${claims}`;
    return [
      ['alg none', `${part({ alg: 'none', typ: 'adjoin-access+jwt' })}.${claims}.`],
      ['the public key as a shared secret', `${hmac}.${createHmac('sha256', publicKey).update(hmac).digest('base64url')}`],
      ['an unknown crit', `${part({ alg: 'EdDSA', typ: 'adjoin-access+jwt', crit: ['x'], x: 1 })}.${claims}.${signature}`],
      ['another person', `${header}.${part({ ...said, sub: alder.admin.id })}.${signature}`],
      ['another company’s', await birch.tokenOf(birch.admin)],
      ['no token', 'null'],
    ];
  }

  it('forged in any way: 401 on every door, and nothing happens', async () => {
    for (const [what, token] of await forgeries()) {
      const headers = { authorization: `Bearer ${token}` };
      const attempt = () => alder.send('POST', `/v1/channels/${roomId}/posts`, { as: 'nobody', headers, body: { text: CONTENT } });
      await expectRefused(alder, attempt, { status: 401, code: 'unauthenticated', actor: 'system', action: 'request.refused' }).catch((error: unknown) => {
        throw new Error(what, { cause: error });
      });
      expect(await alder.send('GET', '/v1/events', { as: 'nobody', headers }), what).toMatchObject({ status: 401 });
    }
  });

  it('expired', async () => {
    const token = await alder.tokenOf(mia);
    world.advance(601_000);
    await world.quiet();
    const attempt = () => alder.send('GET', '/v1/me', { as: 'nobody', headers: { authorization: `Bearer ${token}` } });
    await expectRefused(alder, attempt, { status: 401, code: 'unauthenticated' });
  });

  it.each<[string, string, (person: Account) => Promise<unknown>]>([
    ['signed out', 'Ned', (ned) => alder.ask('DELETE', '/v1/sessions/current', undefined, ned)],
    ['of somebody who was deactivated', 'Nia', ({ id }) => alder.ask('PATCH', `/v1/people/${id}`, { status: 'deactivated' })],
  ])('%s: at once, and the open stream closes', async (_, name, end) => {
    const person = await alder.hire(name);
    await alder.ask('POST', `/v1/channels/${roomId}/members`, { person_ids: [person.id] });
    const stream = await alder.listen(person);
    const headers = { authorization: `Bearer ${await alder.tokenOf(person)}` };
    expect((await alder.send('GET', '/v1/me', { as: 'nobody', headers })).status).toBe(200);
    await end(person);
    await expectRefused(alder, () => alder.send('GET', '/v1/me', { as: 'nobody', headers }), { status: 401, code: 'unauthenticated' });
    await waitUntil('the stream is closed', async () => stream.hasEnded());
    await alder.ask('POST', `/v1/channels/${roomId}/posts`, { text: CONTENT });
    expect(stream.text()).not.toContain(CONTENT);
  });
});

describe('[THREAT-36] a member makes nobody more than they are', () => {
  const asks: [Method, () => string | Promise<string>, unknown?][] = [
    ['PATCH', () => `/v1/people/${mia.id}`, { role: 'admin' }],
    ['PATCH', () => `/v1/people/${alder.admin.id}`, { role: 'member' }],
    ['PATCH', () => `/v1/people/${alder.admin.id}`, { status: 'deactivated' }],
    ['PATCH', () => `/v1/people/${alder.admin.id}`, { name: CONTENT }],
    ['POST', () => '/v1/people', { name: CONTENT, email: 'x@alder.example', role: 'admin' }],
    ['POST', () => `/v1/people/${alder.admin.id}/activations`],
    ['POST', () => '/v1/invitations', {}],
    ['GET', () => '/v1/invitations'],
    ['POST', () => '/v1/pairings', { invitation: CONTENT }],
    ['PATCH', async () => `/v1/partners/${await partnerIdAt(alder, birch)}`, { state: 'ended' }],
    ['POST', async () => `/v1/partners/${await partnerIdAt(alder, birch)}/confirmations`, { words: ['a', 'b'] }],
    ['GET', () => '/v1/share_invitations'],
    ['GET', () => '/v1/audit_entries'],
    ['GET', () => '/v1/status'],
  ];
  it.each(asks)('%s %s', async (method, path, body) => {
    const url = await path();
    await expectRefused(alder, () => alder.send(method, url, { as: mia, ...(body === undefined ? {} : { body }) }), { status: 403, code: 'admin-only', actor: mia.id, action: 'request.refused' });
  });
  it('nor an own session, nor a channel shared, for being in it', async () => {
    await alder.ask('POST', `/v1/channels/${roomId}/members`, { person_ids: [mia.id] });
    const partner_id = await partnerIdAt(alder, birch);
    await expectRefused(alder, () => alder.send('POST', `/v1/channels/${roomId}/shares`, { as: mia, body: { partner_id } }), { status: 403, code: 'admin-only', actor: mia.id });
    await expectRefused(alder, () => alder.send('DELETE', `/v1/channels/${roomId}/members/${alder.admin.id}`, { as: mia }), { status: 403, code: 'admin-only', actor: mia.id });
    await expectRefused(alder, () => alder.send('POST', `/v1/channels/${roomId}/imports`, { as: mia, body: { posts: [{ person_id: mia.id, text: CONTENT, published_at: '2026-01-01T00:00:00Z' }] } }), { status: 403, code: 'admin-only', actor: mia.id });
  });
  it('not by a member of the body that nobody asked for', async () => {
    await expectRefused(alder, () => alder.send('PATCH', `/v1/people/${mia.id}`, { as: mia, body: { name: 'Mia', is_admin: true } }), { status: 422, code: 'invalid-request', actor: mia.id });
    await expectRefused(alder, () => alder.send('POST', `/v1/channels/${roomId}/posts`, { as: mia, body: { text: CONTENT, author_id: alder.admin.id } }), { status: 422, code: 'invalid-request' });
  });
});

describe('[THREAT-37] an invitation works once, for one', () => {
  it('reused, raced, revoked and expired ones pair nobody', async () => {
    const others = await createWorld(['Cedar', 'Dogwood', 'Elm']);
    const { Cedar: cedar, Dogwood: dogwood, Elm: elm } = others.company;
    try {
      const { invitation } = await cedar.ask('POST', '/v1/invitations', {});
      const race = await Promise.all([dogwood, elm].map((company) => company.send('POST', '/v1/pairings', { body: { invitation } })));
      expect(race.map(({ status }) => status).toSorted()).toEqual([201, 409]);
      const [winner, loser] = race[0]?.status === 201 ? [dogwood, elm] : [elm, dogwood];
      expect((await cedar.ask('GET', '/v1/partners')).data).toMatchObject([{ did: winner.did }]);
      await expectRefused(loser, () => loser.send('POST', '/v1/pairings', { body: { invitation } }), { status: 409, code: 'invitation-used', action: 'pairing.refused' });

      const revoked = await cedar.ask('POST', '/v1/invitations', {});
      await cedar.ask('DELETE', `/v1/invitations/${revoked.id}`);
      await expectRefused(loser, () => loser.send('POST', '/v1/pairings', { body: { invitation: revoked.invitation } }), { status: 410, code: 'invitation-revoked' });

      const expired = await cedar.ask('POST', '/v1/invitations', {});
      others.advance(14 * 86_400_000);
      await others.quiet();
      await loser.tokenOf(loser.admin);
      await expectRefused(loser, () => loser.send('POST', '/v1/pairings', { body: { invitation: expired.invitation } }), { status: 410, code: 'invitation-expired' });
      expect((await snapshotOf(loser)).partnerships).toMatch(/^0 rows/);
    } finally {
      await others.dispose();
    }
  });
});
