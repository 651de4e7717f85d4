import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { adjustableClock } from '../../testing/adjustable-clock.ts';
import { createTestNode, type TestNode } from '../../testing/create-test-node.ts';
import { testDialects } from '../../testing/open-test-database.ts';
import { ACCOUNT_RATE, ADDRESS_RATE } from './attempts.ts';

const password = 'correct horse battery staple';

describe.each(testDialects)('signing in on %s', (dialect) => {
  let alder: TestNode;
  let advance: (ms: number) => void;

  beforeEach(async () => {
    const { clock, ...time } = adjustableClock();
    advance = time.advance;
    alder = await createTestNode({ dialect, clock, env: { ADJOIN_TRUST_PROXY: 'true' } });
  });
  afterEach(() => alder.dispose());

  async function addAccount(email: string): Promise<string> {
    const added = await alder.inject({ method: 'POST', url: '/v1/people', as: alder.admin, payload: { name: 'Bo', email } });
    const { activation_url: url, person } = added.json<{ activation_url: string; person: { id: string } }>();
    const token = new URL(url).searchParams.get('token');
    expect((await alder.inject({ method: 'POST', url: '/v1/activations', payload: { token, password } })).statusCode).toBe(201);
    return person.id;
  }

  /** Behind a proxy, as a stranger at `from`. */
  const signIn = (email: string, given: string, from = '203.0.113.7') =>
    alder.inject({ method: 'POST', url: '/v1/sessions', headers: { 'x-forwarded-for': from }, payload: { email, password: given } });

  it('gives tokens to whoever knows the password, whatever the case of the address', async () => {
    const id = await addAccount('bo@alder.example');
    const answer = await signIn('BO@Alder.Example', password);
    expect(answer.statusCode).toBe(201);
    expect(answer.headers['cache-control']).toBe('no-store');
    const session = answer.json<{ access_token: string; refresh_token: string }>();
    expect(session).toMatchObject({ token_type: 'Bearer', expires_in: 600, person: { id, name: 'Bo', email: 'bo@alder.example', status: 'active' } });
    const me = await alder.inject({ method: 'GET', url: '/v1/me', as: { token: session.access_token } });
    expect(me.json()).toMatchObject({ id, role: 'member', company: { id: 'self', name: 'Alder' } });
  });

  it('puts the refresh token into a cookie for browsers, and takes it back from there', async () => {
    await addAccount('bo@alder.example');
    const opened = await alder.inject({ method: 'POST', url: '/v1/sessions', payload: { email: 'bo@alder.example', password, cookie: true } });
    expect(opened.json()).toMatchObject({ refresh_token: null });
    const [cookie] = opened.cookies;
    const locked = { httpOnly: true, secure: true, sameSite: 'Strict' };
    expect(cookie).toMatchObject({ name: 'adjoin_refresh', path: '/v1/sessions', maxAge: 30 * 24 * 3600, ...locked });
    const cookies = { adjoin_refresh: cookie?.value ?? '' };
    const renewed = await alder.inject({ method: 'POST', url: '/v1/sessions/refresh', cookies, payload: {} });
    expect(renewed.statusCode).toBe(201);
    expect(renewed.cookies[0]?.value).not.toBe(cookie?.value);
    const as = { token: renewed.json<{ access_token: string }>().access_token };
    const closed = await alder.inject({ method: 'DELETE', url: '/v1/sessions/current', as });
    expect([closed.statusCode, closed.cookies[0]?.maxAge]).toEqual([204, 0]);
    expect((await alder.inject({ method: 'GET', url: '/v1/me', as })).statusCode).toBe(401);
  });

  it('[THREAT-34] tells nobody whether an address is known: same answer, same work', async () => {
    await addAccount('known@alder.example');
    await alder.inject({ method: 'POST', url: '/v1/people', as: alder.admin, payload: { name: 'Cy', email: 'invited@alder.example' } });
    const fastestMs = { known: Infinity, unknown: Infinity, invited: Infinity };
    for (let round = 0; round < 4; round += 1) {
      for (const kind of ['known', 'unknown', 'invited'] as const) {
        const start = process.hrtime.bigint();
        const answer = await signIn(`${kind}@alder.example`, 'not the password');
        fastestMs[kind] = Math.min(fastestMs[kind], Number(process.hrtime.bigint() - start) / 1e6);
        const { request_id: _, ...body } = answer.json<Record<string, unknown>>();
        expect(body).toEqual({ type: 'urn:adjoin:problem:wrong-credentials', title: body.title, status: 401, code: 'wrong-credentials' });
      }
    }
    // Without the hash an answer takes a twentieth of the time.
    for (const ms of [fastestMs.unknown, fastestMs.invited]) expect(ms / fastestMs.known).toBeGreaterThan(0.3);
  });

  it('[THREAT-34] refuses guesses at one account with 429, from however many addresses', async () => {
    const id = await addAccount('bo@alder.example');
    const from = (attempt: number) => `198.51.100.${attempt}`;
    for (let attempt = 0; attempt < ACCOUNT_RATE.burst; attempt += 1) {
      expect((await signIn('bo@alder.example', 'not the password', from(attempt))).statusCode).toBe(401);
    }
    const refused = await signIn('bo@alder.example', password, from(99));
    expect([refused.statusCode, refused.json<{ code: string }>().code]).toEqual([429, 'too-many-attempts']);
    expect(refused.headers['retry-after']).toBe('60');
    expect((await signIn('bo@alder.example', password, from(98))).statusCode).toBe(429);

    advance(ACCOUNT_RATE.refillMs);
    expect((await signIn('bo@alder.example', password, from(99))).statusCode).toBe(201);
    const lines = await alder.readAudit('session.refused');
    expect(lines.filter(([, subject]) => subject === id)).toHaveLength(ACCOUNT_RATE.burst + 1);
    expect(lines.at(-1)).toEqual(['session.refused', id, { code: 'too-many-attempts' }]);
  });

  it('[THREAT-34] throttles addresses that nobody has in the same way', async () => {
    for (let attempt = 0; attempt < ACCOUNT_RATE.burst; attempt += 1) await signIn('nobody@alder.example', 'x', `198.51.100.${attempt}`);
    expect((await signIn('nobody@alder.example', 'x', '198.51.100.99')).statusCode).toBe(429);
  });

  it.each([
    ['IPv4 address', () => '203.0.113.7', '203.0.113.8'],
    ['IPv6 /64', (attempt: number) => `2001:db8:1:2::${attempt.toString(16)}`, '2001:db8:1:3::1'],
  ])('[THREAT-34] refuses guesses from one %s with 429, at whatever they are aimed', async (_, from, elsewhere) => {
    const guessLink = (address: string) =>
      alder.inject({ method: 'POST', url: '/v1/activations', headers: { 'x-forwarded-for': address }, payload: { token: 'x', password } });
    for (let attempt = 2; attempt < ADDRESS_RATE.burst; attempt += 1) expect((await guessLink(from(attempt))).statusCode).toBe(404);
    for (const attempt of [0, 1]) expect((await signIn(`person${attempt}@alder.example`, 'x', from(attempt))).statusCode).toBe(401);
    expect((await signIn('other@alder.example', 'x', from(9_999))).statusCode).toBe(429);
    expect((await guessLink(from(9_998))).statusCode).toBe(429);
    // What a stranger writes into X-Forwarded-For stands left of what our proxy saw, and counts for nothing.
    expect((await signIn('other@alder.example', 'x', `192.0.2.1, ${from(9_999)}`)).statusCode).toBe(429);
    expect((await signIn('other@alder.example', 'x', elsewhere)).statusCode).toBe(401);
  });

  it('counts failures only: an office behind one address may sign in all day', async () => {
    await addAccount('bo@alder.example');
    for (let attempt = 0; attempt < ACCOUNT_RATE.burst + 5; attempt += 1) expect((await signIn('bo@alder.example', password)).statusCode).toBe(201);
  });

  it.each([
    ['an unknown member', { email: 'a@alder.example', password, role: 'admin' }],
    ['a number', { email: 7, password }],
    ['no password', { email: 'a@alder.example' }],
    ['a password without end', { email: 'a@alder.example', password: 'x'.repeat(257) }],
  ])('refuses %s with 422', async (_, payload) => {
    expect((await alder.inject({ method: 'POST', url: '/v1/sessions', payload })).statusCode).toBe(422);
  });
});
