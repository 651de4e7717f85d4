import { afterEach, describe, expect, it } from 'vitest';
import { adjustableClock } from '../../testing/adjustable-clock.ts';
import { createTestNode, createUnclaimedTestNode, type TestNode } from '../../testing/create-test-node.ts';
import { testDialects } from '../../testing/open-test-database.ts';
import { ADDRESS_RATE } from './attempts.ts';
import { ensureSetupToken } from './commands/set-up-node.ts';
import { ACTIVATION_LINK_LIFETIME_MS, SETUP_LINK_LIFETIME_MS } from './limits.ts';

const password = 'correct horse battery staple';
const owner = { company: 'Alder Ltd', name: 'Ada', email: 'Ada@Alder.example', password };

describe.each(testDialects)('the set-up link on %s', (dialect) => {
  let alder: Awaited<ReturnType<typeof createUnclaimedTestNode>>;
  afterEach(() => alder.dispose());

  const setUp = async (token: unknown, changes: object = {}) => {
    const answer = await alder.inject({ method: 'POST', url: '/v1/setup', payload: { token, ...owner, ...changes } });
    return answer.statusCode === 201 ? '201' : `${answer.statusCode} ${answer.json<{ code: string }>().code}`;
  };
  const offered = () => ensureSetupToken(alder.node.context);
  const nameOfNode = async () => (await alder.inject({ method: 'GET', url: '/v1/node' })).json<{ name: string | null }>().name;

  it('names the company and makes its first administrator', async () => {
    alder = await createUnclaimedTestNode({ dialect });
    expect(await nameOfNode()).toBeNull();
    const answer = await alder.inject({ method: 'POST', url: '/v1/setup', payload: { token: await offered(), ...owner } });
    const account = { role: 'admin', status: 'active', email: 'ada@alder.example' };
    expect(answer.json()).toMatchObject({ name: 'Ada', ...account, company: { id: 'self', name: 'Alder Ltd' } });
    expect(await nameOfNode()).toBe('Alder Ltd');
    expect(alder.node.context.identity.document).toMatchObject({ name: 'Alder Ltd', version: 2 });
    const signedIn = await alder.inject({ method: 'POST', url: '/v1/sessions', payload: { email: owner.email, password } });
    expect(signedIn.statusCode).toBe(201);
    expect(await alder.readAudit('node.set-up', 'person.created', 'session.created')).toHaveLength(3);
  });

  it('[THREAT-37] works once: guessed 404, used 409, and no new one is offered after it', async () => {
    alder = await createUnclaimedTestNode({ dialect });
    const token = (await offered()) as string;
    expect(token).toMatch(/^adjoin_setup_[A-Za-z0-9_-]{43}$/);
    expect(await setUp(`${token.slice(0, -1)}~`)).toBe('404 link-unknown');
    expect(await setUp(token)).toBe('201');
    expect(await setUp(token, { email: 'mallory@mallory.example' })).toBe('409 link-used');
    expect(await offered()).toBeUndefined();
    expect(await nameOfNode()).toBe('Alder Ltd');
    expect((await alder.readAudit('setup.refused')).map(([, , details]) => details)).toEqual([{ code: 'link-unknown' }, { code: 'link-used' }]);
  });

  it('[THREAT-37] lets one of many who race in, and the others not', async () => {
    alder = await createUnclaimedTestNode({ dialect });
    const token = await offered();
    const race = (racer: number) => setUp(token, { company: `Company ${racer}`, email: `racer${racer}@alder.example` });
    const answers = await Promise.all([0, 1, 2, 3].map(race));
    expect(answers.toSorted()).toEqual(['201', '409 link-used', '409 link-used', '409 link-used']);
    expect(await nameOfNode()).toBe(`Company ${answers.indexOf('201')}`);
    expect(await alder.readAudit('person.created')).toHaveLength(1);
  });

  it('[THREAT-37] is replaced at each start, and expires', async () => {
    const { clock, advance } = adjustableClock();
    alder = await createUnclaimedTestNode({ dialect, clock });
    const [first, second] = [await offered(), await offered()];
    expect(await setUp(first)).toBe('404 link-unknown');
    advance(SETUP_LINK_LIFETIME_MS);
    expect(await setUp(second)).toBe('410 link-expired');
    expect(await setUp(await offered())).toBe('201');
  });

  it.each([
    ['a short password', { password: 'ninechars' }],
    ['an endless password', { password: 'x'.repeat(257) }],
    ['no address', { email: 'ada' }],
    ['a name with a line break', { name: 'Ada\nAdmin' }],
    ['a blank company', { company: ' ' }],
    ['an unknown member', { role: 'admin' }],
  ])('refuses %s with 422 and stays usable', async (_, changes) => {
    alder = await createUnclaimedTestNode({ dialect });
    const token = await offered();
    expect(await setUp(token, changes)).toBe('422 invalid-request');
    expect(await setUp(token)).toBe('201');
  });

  it('[THREAT-37] stops guessing with 429', async () => {
    alder = await createUnclaimedTestNode({ dialect });
    for (let guess = 0; guess < ADDRESS_RATE.burst; guess += 1) expect(await setUp(`guess ${guess}`)).toBe('404 link-unknown');
    for (let guess = 0; guess < 5; guess += 1) expect(await setUp(`guess ${guess}`)).toBe('429 too-many-attempts');
    expect(await alder.readAudit('setup.refused')).toHaveLength(ADDRESS_RATE.burst + 1);
  });

  it('[THREAT-39] is kept as a hash only', async () => {
    alder = await createUnclaimedTestNode({ dialect });
    const token = (await offered()) as string;
    const rows = await alder.node.context.database.read.selectFrom('one_time_tokens').selectAll().execute();
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(token.slice('adjoin_setup_'.length));
  });
});

describe.each(testDialects)('an activation link on %s', (dialect) => {
  let alder: TestNode;
  afterEach(() => alder.dispose());

  const tokenOf = (url: string) => new URL(url).searchParams.get('token');
  const invite = async (email = 'bo@alder.example', headers: Record<string, string> = {}) => {
    const answer = await alder.inject({ method: 'POST', url: '/v1/people', as: alder.admin, headers, payload: { name: 'Bo', email } });
    return answer.json<{ person: { id: string }; activation_url: string }>();
  };
  const renew = (id: string) => alder.inject({ method: 'POST', url: `/v1/people/${id}/activations`, as: alder.admin });
  const activate = async (token: unknown, given = password) => {
    const answer = await alder.inject({ method: 'POST', url: '/v1/activations', payload: { token, password: given } });
    return answer.statusCode === 201 ? '201' : `${answer.statusCode} ${answer.json<{ code: string }>().code}`;
  };
  const signIn = async (given: string) =>
    (await alder.inject({ method: 'POST', url: '/v1/sessions', payload: { email: 'bo@alder.example', password: given } })).statusCode;

  it('[THREAT-37] works once, for one person: used 409, guessed 404, replaced 404, raced one winner', async () => {
    alder = await createTestNode({ dialect });
    const { person, activation_url } = await invite();
    expect(activation_url).toMatch(/^https:\/\/alder\.example\/activate\?token=adjoin_activation_[A-Za-z0-9_-]{43}$/);
    const renewed = (await renew(person.id)).json<{ activation_url: string }>().activation_url;
    expect(await activate(tokenOf(activation_url))).toBe('404 link-unknown');
    const answers = await Promise.all(['first password', 'second password'].map((given) => activate(tokenOf(renewed), given)));
    expect(answers.toSorted()).toEqual(['201', '409 link-used']);
    const winner = answers.indexOf('201');
    expect([await signIn('first password'), await signIn('second password')]).toEqual(winner === 0 ? [201, 401] : [401, 201]);
    expect(await activate('adjoin_activation_guess')).toBe('404 link-unknown');
    expect(await alder.readAudit('person.activated')).toEqual([['person.activated', person.id, {}]]);
  });

  it('[THREAT-37] expires', async () => {
    const { clock, advance } = adjustableClock();
    alder = await createTestNode({ dialect, clock });
    const { activation_url } = await invite();
    advance(ACTIVATION_LINK_LIFETIME_MS);
    expect(await activate(tokenOf(activation_url))).toBe('410 link-expired');
  });

  it('[THREAT-37] is no set-up link, and the other way round', async () => {
    alder = await createTestNode({ dialect });
    const { activation_url } = await invite();
    const answer = await alder.inject({ method: 'POST', url: '/v1/setup', payload: { token: tokenOf(activation_url), ...owner } });
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([404, 'link-unknown']);
  });

  it('ends the sessions that an older password began', async () => {
    alder = await createTestNode({ dialect });
    const bo = await alder.addPerson('Bo');
    const { activation_url } = (await renew(bo.id)).json<{ activation_url: string }>();
    expect(await activate(tokenOf(activation_url))).toBe('201');
    expect((await alder.inject({ method: 'GET', url: '/v1/me', as: bo })).statusCode).toBe(401);
    expect(await alder.readAudit('session.revoked')).toEqual([['session.revoked', bo.sessionId, { reason: 'password-changed' }]]);
  });

  it('stops working when the person is deactivated', async () => {
    alder = await createTestNode({ dialect });
    const { person, activation_url } = await invite();
    const change = (status: string) => alder.inject({ method: 'PATCH', url: `/v1/people/${person.id}`, as: alder.admin, payload: { status } });
    expect((await change('deactivated')).statusCode).toBe(200);
    expect((await renew(person.id)).json<{ code: string }>().code).toBe('account-deactivated');
    expect((await change('active')).statusCode).toBe(200);
    expect(await activate(tokenOf(activation_url))).toBe('404 link-unknown');
  });

  it('[THREAT-39] is kept nowhere in readable form, not even as the answer to an Idempotency-Key', async () => {
    alder = await createTestNode({ dialect });
    const headers = { 'idempotency-key': 'invite-bo' };
    const { activation_url } = await invite('bo@alder.example', headers);
    const { read } = alder.node.context.database;
    const rows = [await read.selectFrom('idempotency_keys').selectAll().execute(), await read.selectFrom('one_time_tokens').selectAll().execute()];
    expect(rows.map((table) => table.length)).toEqual([1, 1]);
    expect(JSON.stringify(rows)).not.toContain(tokenOf(activation_url)?.slice('adjoin_activation_'.length));
    expect((await invite('bo@alder.example', headers)).activation_url).toBe(activation_url);
  });
});
