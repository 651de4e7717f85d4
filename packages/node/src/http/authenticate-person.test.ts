import { createHmac, createSecretKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rawPublicKey } from '@adjoin/protocol/signatures/ed25519';
import { revokeSessions } from '../features/people/commands/revoke-sessions.ts';
import { adjustableClock } from '../testing/adjustable-clock.ts';
import { createTestNode, type TestNode, type TestPerson } from '../testing/create-test-node.ts';
import { testDialects } from '../testing/open-test-database.ts';

describe.each(testDialects)('the people’s door on %s', (dialect) => {
  let alder: TestNode;
  let ada: TestPerson;
  let advance: (ms: number) => void;
  let clockNow: () => number;

  beforeAll(async () => {
    const { clock, ...time } = adjustableClock();
    advance = time.advance;
    clockNow = clock.now;
    alder = await createTestNode({ dialect, clock });
    ada = alder.admin;
  });
  afterAll(() => alder.dispose());

  async function statusOf(authorization: string | undefined): Promise<number> {
    const answer = await alder.inject({ method: 'GET', url: '/v1/me', headers: authorization === undefined ? {} : { authorization } });
    const isRefusal = answer.statusCode === 401;
    const { code } = answer.json<{ code?: string }>();
    expect([code, answer.headers['www-authenticate']]).toEqual(isRefusal ? ['unauthenticated', 'Bearer'] : [undefined, undefined]);
    return answer.statusCode;
  }

  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const seconds = () => Math.floor(clockNow() / 1000);
  const claims = () => ({ iss: alder.node.context.identity.did, sub: ada.id, sid: ada.sessionId, iat: seconds(), exp: seconds() + 600 });
  const header = { alg: 'EdDSA', typ: 'adjoin-access+jwt' };

  /** A token signed with our own session key, whatever it says. */
  function ownToken(head: object, body: object, key: KeyObject = alder.node.context.identity.sessionKeys.privateKey): string {
    const input = `${encode(head)}.${encode(body)}`;
    return `${input}.${sign(null, Buffer.from(input), key).toString('base64url')}`;
  }

  it('takes a token that an independent library signed with our key, so that the refusals below mean something', async () => {
    const token = await new SignJWT(claims()).setProtectedHeader(header).sign(alder.node.context.identity.sessionKeys.privateKey);
    expect(await statusOf(`Bearer ${token}`)).toBe(200);
    expect(await statusOf(`bearer ${ownToken(header, claims())}`)).toBe(200);
  });

  it.each([
    ['nothing', () => undefined],
    ['an empty header', () => ''],
    ['another scheme', () => `Basic ${ada.token}`],
    ['a token and more', () => `Bearer ${ada.token} x`],
    ['two spaces', () => `Bearer  ${ada.token}`],
    ['no token', () => 'Bearer'],
    ['a cut token', () => `Bearer ${ada.token.slice(0, -2)}`],
    ['a token without signature', () => `Bearer ${ada.token.slice(0, ada.token.lastIndexOf('.') + 1)}`],
    ['a very long token', () => `Bearer ${'a'.repeat(4_000)}`],
  ])('[THREAT-35] refuses %s with 401', async (_, authorization) => {
    expect(await statusOf(authorization())).toBe(401);
  });

  it.each<[string, () => string]>([
    ['alg none', () => `${encode({ ...header, alg: 'none' })}.${encode(claims())}.`],
    ['alg none with a signature', () => ownToken({ ...header, alg: 'none' }, claims())],
    ['alg None', () => `${encode({ ...header, alg: 'None' })}.${encode(claims())}.`],
    ['HS256 keyed with our public key as PEM', () => hmacToken(publicKey().export({ format: 'pem', type: 'spki' }))],
    ['HS256 keyed with our raw public key', () => hmacToken(Buffer.from(rawPublicKey(publicKey())))],
    ['ES256', () => ownToken({ ...header, alg: 'ES256' }, claims())],
    ['Ed448', () => ownToken({ ...header, alg: 'Ed448' }, claims())],
    ['alg as a list', () => ownToken({ ...header, alg: ['EdDSA'] }, claims())],
    ['no alg', () => ownToken({ typ: header.typ }, claims())],
    ['an unknown crit', () => ownToken({ ...header, crit: ['b65'], b65: true }, claims())],
    ['crit b64', () => ownToken({ ...header, crit: ['b64'], b64: false }, claims())],
    ['an empty crit', () => ownToken({ ...header, crit: [] }, claims())],
    ['another type', () => ownToken({ ...header, typ: 'JWT' }, claims())],
    ['no type', () => ownToken({ alg: 'EdDSA' }, claims())],
    ['a key of the header', () => ownToken({ ...header, jwk: strangerKey.publicKey.export({ format: 'jwk' }) }, claims(), strangerKey.privateKey)],
    ['a stranger’s key', () => ownToken(header, claims(), strangerKey.privateKey)],
    ['the node’s operational key', () => ownToken(header, claims(), alder.node.context.identity.operational.key)],
    ['another issuer', () => ownToken(header, { ...claims(), iss: 'did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK' })],
    ['no issuer', () => ownToken(header, { ...claims(), iss: undefined })],
    ['an expired token', () => ownToken(header, { ...claims(), exp: seconds() })],
    ['a token without end', () => ownToken(header, { ...claims(), exp: undefined })],
    ['an end that is no number', () => ownToken(header, { ...claims(), exp: '9999999999' })],
    ['a token of tomorrow', () => ownToken(header, { ...claims(), nbf: seconds() + 60 })],
    ['no session', () => ownToken(header, { ...claims(), sid: undefined })],
    ['an unknown session', () => ownToken(header, { ...claims(), sid: 'sess_00000000-0000-7000-8000-000000000000' })],
    ['another person’s session', () => ownToken(header, { ...claims(), sub: 'pers_00000000-0000-7000-8000-000000000000' })],
  ])('[THREAT-35] refuses %s with 401', async (_, token) => {
    expect(await statusOf(`Bearer ${token()}`)).toBe(401);
  });

  const strangerKey = generateKeyPairSync('ed25519');
  const publicKey = () => alder.node.context.identity.sessionKeys.publicKey;

  function hmacToken(secret: string | Buffer): string {
    const input = `${encode({ ...header, alg: 'HS256' })}.${encode(claims())}`;
    return `${input}.${createHmac('sha256', createSecretKey(Buffer.from(secret as string))).update(input).digest('base64url')}`;
  }

  it('[THREAT-35] refuses a token that expired after it was used', async () => {
    const { token } = await alder.signIn(ada);
    expect(await statusOf(`Bearer ${token}`)).toBe(200);
    advance(599_000);
    expect(await statusOf(`Bearer ${token}`)).toBe(200);
    advance(1_000);
    expect(await statusOf(`Bearer ${token}`)).toBe(401);
  });

  it('[THREAT-35] refuses a revoked session at once, and tells whoever watches it, once', async () => {
    const { context } = alder.node;
    const [here, there] = [await alder.signIn(ada), await alder.signIn(ada)];
    const closed: string[] = [];
    context.sessions.watch(there.sessionId, () => closed.push('stream of the revoked session'));
    const unwatch = context.sessions.watch(there.sessionId, () => closed.push('stream that had gone'));
    context.sessions.watch(here.sessionId, () => closed.push('stream of another session'));
    unwatch();
    expect(await statusOf(`Bearer ${there.token}`)).toBe(200);

    const signedOut = await alder.inject({ method: 'DELETE', url: `/v1/sessions/${there.sessionId}`, as: here });
    expect(signedOut.statusCode).toBe(204);
    expect(closed).toEqual(['stream of the revoked session']);
    expect(await statusOf(`Bearer ${there.token}`)).toBe(401);
    expect(await statusOf(`Bearer ${here.token}`)).toBe(200);
    // Whoever starts to watch too late is told as well.
    await new Promise<void>((resolve) => void context.sessions.watch(there.sessionId, resolve));
  });

  it('keeps a session whose revocation failed', async () => {
    const { context } = alder.node;
    const { sessionId, token } = await alder.signIn(ada);
    expect(await statusOf(`Bearer ${token}`)).toBe(200);
    const failing = context.database.write(async (tx) => {
      await revokeSessions(tx, context, { sessionIds: [sessionId], actor: 'system', reason: 'signed-out' });
      throw new Error('later in the same unit');
    });
    await expect(failing).rejects.toThrow('later in the same unit');
    expect(await statusOf(`Bearer ${token}`)).toBe(200);
  });

  it('lets people list and end only their own sessions', async () => {
    const bo = await alder.addPerson('Bo');
    const { sessionId, token } = await alder.signIn(ada);
    const own = await alder.inject({ method: 'GET', url: '/v1/sessions', as: bo });
    expect(own.json()).toMatchObject({ data: [{ id: bo.sessionId, is_current: true }], next_cursor: null });
    expect((await alder.inject({ method: 'DELETE', url: `/v1/sessions/${sessionId}`, as: bo })).statusCode).toBe(404);
    expect(await statusOf(`Bearer ${token}`)).toBe(200);
  });

  it('stands before every route but those that are open on purpose', async () => {
    type Operations = Record<string, { security?: unknown[] }>;
    const { paths } = (await alder.inject({ method: 'GET', url: '/v1/openapi.json' })).json<{ paths: Record<string, Operations> }>();
    const open: string[] = [];
    for (const [path, operations] of Object.entries(paths)) {
      for (const method of Object.keys(operations) as ('get' | 'post')[]) {
        const { statusCode } = await alder.inject({ method, url: path.replaceAll(/\{\w+\}/g, 'x') });
        if (statusCode !== 401) open.push(`${method} ${path}`);
      }
    }
    expect(open.toSorted()).toEqual([
      'get /livez', 'get /readyz', 'get /v1/node', 'post /v1/activations', 'post /v1/sessions', 'post /v1/sessions/refresh', 'post /v1/setup',
    ]);
  });
});
