import { AssertionError } from 'node:assert';
import { createHmac, generateKeyPairSync, sign, verify } from 'node:crypto';
import { CompactSign, compactVerify } from 'jose';
import { describe, expect, test } from 'vitest';
import vectors from '../../../../protocol-spec/vectors/published/rfc7638-8037-jose.json' with { type: 'json' };
import { keyPairFromSeed, rawPublicKey, thumbprint } from './ed25519.ts';
import { signJws, verifyJws } from './jws.ts';

const { privateKey, publicKey } = keyPairFromSeed(new Uint8Array(32).fill(4));
const kid = `did:key:z6MkExample#${thumbprint(publicKey)}`;
const typ = 'adjoin-test+jws';
const payload = { seq: 7, head: 'é😀' };
const good = signJws({ header: { kid, typ }, payload, key: privateKey });

const base64url = (text: string | Uint8Array): string => Buffer.from(text).toString('base64url');
const open = (jws: string): unknown =>
  verifyJws(jws, { typ, resolveKey: (id) => (id === kid ? publicKey : undefined) });
/** Signs exactly these texts with the right key, whatever they say. */
const signTexts = (header: string, body: string | Uint8Array): string => {
  const input = `${base64url(header)}.${base64url(body)}`;
  return `${input}.${sign(null, Buffer.from(input), privateKey).toString('base64url')}`;
};
const headerOf = (members: object): string => JSON.stringify({ alg: 'EdDSA', kid, typ, ...members });
const refused = (status: number, code: string): unknown => expect.objectContaining({ status, code });

describe('a JWS', () => {
  test('opens to what was signed', () => {
    expect(open(good)).toEqual({ payload, kid, header: { alg: 'EdDSA', kid, typ } });
  });

  test('of ours is taken by jose', async () => {
    const { payload: bytes, protectedHeader } = await compactVerify(good, publicKey, { algorithms: ['EdDSA'] });
    expect(JSON.parse(new TextDecoder().decode(bytes))).toEqual(payload);
    expect(protectedHeader).toEqual({ alg: 'EdDSA', kid, typ });
  });

  test('of ours, tampered with, is refused by jose', async () => {
    const [header, , signature] = good.split('.');
    await expect(compactVerify(`${header}.${base64url('{"seq":8}')}.${signature}`, publicKey)).rejects.toThrow('signature verification failed');
  });

  test('by jose is taken by us', async () => {
    const jws = await new CompactSign(Buffer.from(JSON.stringify(payload)))
      .setProtectedHeader({ alg: 'EdDSA', kid, typ })
      .sign(privateKey);
    expect(open(jws)).toMatchObject({ payload });
  });

  test('is that of RFC 8037 A.4, bit for bit', () => {
    const { privateJwk, payload: text, compact } = vectors.jws[0]!;
    const key = keyPairFromSeed(Buffer.from(privateJwk.d, 'base64url'));
    expect(signJws({ header: {}, payload: text, key: key.privateKey })).toBe(compact);
    // The RFC's JWS names no key and no type, so as a message it is refused; its signature holds all the same.
    expect(() => verifyJws(compact, { typ, resolveKey: () => key.publicKey })).toThrow(refused(401, 'invalid-signature'));
    const [header, body, signature] = compact.split('.');
    expect(verify(null, Buffer.from(`${header}.${body}`), key.publicKey, Buffer.from(signature!, 'base64url'))).toBe(true);
  });

  test('is not made with a header we would refuse, nor with another kind of key', () => {
    expect(() => signJws({ header: { kid, typ, crit: ['b64'] }, payload, key: privateKey })).toThrow(AssertionError);
    expect(() => signJws({ header: { kid, typ }, payload, key: generateKeyPairSync('ed448').privateKey })).toThrow(AssertionError);
    expect(() => signJws({ header: { kid, typ }, payload: '"\ud800"', key: privateKey })).toThrow(AssertionError);
  });
});

describe('[THREAT-16] the stored key decides the algorithm', () => {
  const hmac = (header: string): string => {
    const input = `${base64url(header)}.${base64url('{}')}`;
    return `${input}.${createHmac('sha256', rawPublicKey(publicKey)).update(input).digest('base64url')}`;
  };

  test.each(vectors.mustReject.flatMap(({ id, compact }) => (compact === undefined ? [] : [{ id, jws: compact }])))('$id', ({ jws }) => {
    expect(() => verifyJws(jws, { typ, resolveKey: () => publicKey })).toThrow(refused(401, 'invalid-signature'));
  });

  test.each([
    ['HS256 keyed with the public key', hmac(JSON.stringify({ alg: 'HS256', kid, typ }))],
    ['HMAC under the right name', hmac(headerOf({}))],
    ['none, with no signature', `${base64url(headerOf({ alg: 'none' }))}.${base64url('{}')}.`],
    ['none, signed', signTexts(headerOf({ alg: 'none' }), '{}')],
    ['ES256', signTexts(headerOf({ alg: 'ES256' }), '{}')],
    ['another case', signTexts(headerOf({ alg: 'eddsa' }), '{}')],
    ['Ed25519, the newer name, which we do not write', signTexts(headerOf({ alg: 'Ed25519' }), '{}')],
    ['no name', signTexts(JSON.stringify({ kid, typ }), '{}')],
    ['a list', signTexts(headerOf({ alg: ['EdDSA'] }), '{}')],
  ])('%s', (_, jws) => {
    expect(() => open(jws)).toThrow(refused(401, 'invalid-signature'));
  });

  test.each(['ed448', 'x25519'] as const)('a known key of %s verifies nothing', (type) => {
    const other = type === 'ed448' ? generateKeyPairSync('ed448') : generateKeyPairSync('x25519');
    expect(() => verifyJws(good, { typ, resolveKey: () => other.publicKey })).toThrow(refused(401, 'invalid-signature'));
  });
});

describe('a JWS is refused', () => {
  const [header, body, signature] = good.split('.') as [string, string, string];
  test.each([
    ['crit', signTexts(headerOf({ crit: ['exp'], exp: 1 }), '{}')],
    ['an empty crit', signTexts(headerOf({ crit: [] }), '{}')],
    ['an unencoded payload (RFC 7797)', signTexts(headerOf({ b64: false }), '{}')],
    ['a key inside', signTexts(headerOf({ jwk: publicKey.export({ format: 'jwk' }) }), '{}')],
    ['an address of a key', signTexts(headerOf({ jku: 'https://mallory.example/' }), '{}')],
    ['another type', signTexts(headerOf({ typ: 'JWT' }), '{}')],
    ['a type in another case', signTexts(headerOf({ typ: typ.toUpperCase() }), '{}')],
    ['no type', signTexts(JSON.stringify({ alg: 'EdDSA', kid }), '{}')],
    ['no key id', signTexts(JSON.stringify({ alg: 'EdDSA', typ }), '{}')],
    ['a key id that is no text', signTexts(headerOf({ kid: 5 }), '{}')],
    ['a header that is a list', signTexts('[]', '{}')],
    ['a header that is null', signTexts('null', '{}')],
    ['another payload', `${header}.${base64url('{"seq":8}')}.${signature}`],
    ['another header', `${base64url(JSON.stringify({ typ, alg: 'EdDSA', kid }))}.${body}.${signature}`],
    ['a bit of the signature flipped', `${header}.${body}.${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`],
    ['no signature', `${header}.${body}.`],
    ['two parts', `${header}.${body}`],
    ['four parts', `${good}.`],
    ['five parts (JWE)', `${good}.a.b`],
    ['the empty text', ''],
    ['padding', `${header}.${body}.${signature}==`],
    ['stray low bits', `${header}.${body}.${signature.slice(0, -1)}${signature.endsWith('A') ? 'B' : String.fromCharCode(signature.charCodeAt(85) + 1)}`],
    ['base64 instead of base64url', signTexts(headerOf({}), '{"a":"~~~???"}').replaceAll('-', '+').replaceAll('_', '/').replace(/$/, '+')],
    ['blanks', ` ${good}`],
    ['a line end', `${good}\n`],
    ['a quarter of a megabyte', signTexts(headerOf({}), JSON.stringify('x'.repeat(200_000)))],
  ])('with %s', (_, jws) => {
    expect(() => open(jws)).toThrow(refused(401, 'invalid-signature'));
  });

  test('with a key id nobody knows', () => {
    expect(() => open(signTexts(headerOf({ kid: `${kid}x` }), '{}'))).toThrow(refused(401, 'unknown-key'));
  });

  test('with somebody else’s signature', () => {
    const { publicKey: other } = keyPairFromSeed(new Uint8Array(32).fill(5));
    expect(() => verifyJws(good, { typ, resolveKey: () => other })).toThrow(refused(401, 'invalid-signature'));
  });
});

describe('a JWS that is no strict JSON is refused before its signature is looked at', () => {
  const unsigned = (header: string, body: string | Uint8Array): string => `${base64url(header)}.${base64url(body)}.${'A'.repeat(86)}`;
  test.each([
    ['[THREAT-20] duplicate members', '{"a":1,"a":2}', 'duplicate-member'],
    ['[THREAT-21] half a character', '{"a":"\\ud800"}', 'lone-surrogate'],
    ['[THREAT-21] invalid UTF-8', Buffer.from([0x22, 0xff, 0x22]), 'invalid-utf-8'],
    ['[THREAT-22] __proto__', '{"__proto__":{}}', 'forbidden-member'],
    ['[THREAT-23] an unsafe number', '{"seq":9007199254740993}', 'unsafe-number'],
    ['[THREAT-25] depth', '['.repeat(40), 'too-deep'],
    ['no JSON', 'Example of Ed25519 signing', 'invalid-json'],
  ])('%s', (_, body, code) => {
    expect(() => open(unsigned(headerOf({}), body))).toThrow(refused(400, code));
  });

  test('[THREAT-20] duplicate members of the header', () => {
    const header = `{"alg":"none","alg":"EdDSA","kid":"${kid}","typ":"${typ}"}`;
    expect(() => open(unsigned(header, '{}'))).toThrow(refused(400, 'duplicate-member'));
  });
});
