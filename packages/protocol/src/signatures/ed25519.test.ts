import { createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import { calculateJwkThumbprint } from 'jose';
import { describe, expect, test } from 'vitest';
import vectors from '../../../../protocol-spec/vectors/published/rfc7638-8037-jose.json' with { type: 'json' };
import requests from '../../../../protocol-spec/vectors/published/rfc9421-ed25519.json' with { type: 'json' };
import { keyPairFromSeed, publicKeyFromRaw, publicKeyPem, rawPublicKey, thumbprint } from './ed25519.ts';

const P = 2n ** 255n - 19n;
const littleEndian = (y: bigint): Uint8Array => Buffer.from(y.toString(16).padStart(64, '0'), 'hex').toReversed();
const refused: unknown = expect.objectContaining({ status: 400, code: 'invalid-key' });

describe('a key pair', () => {
  const { d, x } = vectors.jws[0]!.privateJwk;

  test('follows from its seed (RFC 8037 A.1)', () => {
    const { privateKey, publicKey } = keyPairFromSeed(Buffer.from(d, 'base64url'));
    expect(Buffer.from(rawPublicKey(publicKey)).toString('base64url')).toBe(x);
    expect(rawPublicKey(privateKey)).toEqual(rawPublicKey(publicKey));
  });

  test.each([0, 31, 33, 64])('is not made of %i bytes', (length) => {
    expect(() => keyPairFromSeed(new Uint8Array(length).fill(9))).toThrow(refused);
    expect(() => publicKeyFromRaw(new Uint8Array(length).fill(9))).toThrow(refused);
  });

  test('is the one of RFC 9421 B.1.4, as PEM too', () => {
    const raw = Buffer.from(requests.key.jwk.x, 'base64url');
    expect(publicKeyPem(publicKeyFromRaw(raw)).trim()).toBe(requests.key.publicKeyPem);
    const { privateKey } = keyPairFromSeed(Buffer.from(requests.key.jwk.d, 'base64url'));
    expect(privateKey.export({ format: 'pem', type: 'pkcs8' }).toString().trim()).toBe(requests.key.privateKeyPem);
  });

  test('signs what its raw public half verifies', () => {
    const { privateKey, publicKey } = keyPairFromSeed(new Uint8Array(32).fill(1));
    const signature = sign(null, Buffer.from('x'), privateKey);
    expect(verify(null, Buffer.from('x'), publicKeyFromRaw(rawPublicKey(publicKey)), signature)).toBe(true);
  });
});

describe('a thumbprint (RFC 7638)', () => {
  const [rsa, ...ed25519] = vectors.thumbprints;

  test.each(ed25519)('$id', ({ jwk, sha256 }) => {
    expect(thumbprint(createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: jwk.x! }, format: 'jwk' }))).toBe(sha256);
  });

  test('is refused to other kinds of key, as RFC 7638 3.1 has', () => {
    const { e, n } = rsa!.jwk;
    expect(() => thumbprint(createPublicKey({ key: { kty: 'RSA', e: e!, n: n! }, format: 'jwk' }))).toThrow(refused);
    expect(() => thumbprint(generateKeyPairSync('x25519').publicKey)).toThrow(refused);
  });

  test('is what jose computes', async () => {
    const { publicKey } = keyPairFromSeed(new Uint8Array(32).fill(2));
    expect(await calculateJwkThumbprint(publicKey.export({ format: 'jwk' }))).toBe(thumbprint(publicKey));
  });
});

describe('a public key that verifiers disagree about', () => {
  const D = 37095705934669439343138083508754565189542113879843219016388785533085940283555n;
  const orderEight = ['26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05', 'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a'];

  test.each([
    ['order 4', 0n], ['order 1', 1n], ['order 2', P - 1n], ['order 4, not reduced', P], ['order 1, not reduced', P + 1n],
  ])('of %s is refused, with either sign', (_, y) => {
    expect(() => publicKeyFromRaw(littleEndian(y))).toThrow(refused);
    expect(() => publicKeyFromRaw(littleEndian(y + 2n ** 255n))).toThrow(refused);
  });

  test.each(orderEight)('of order 8 is refused: %s', (hex) => {
    const bytes = Buffer.from(hex, 'hex');
    const y = BigInt(`0x${Buffer.from(bytes.toReversed()).toString('hex')}`);
    // Doubled, a point of order 8 has y = 0, so x² = −y², and the curve −x² + y² = 1 + d·x²·y² gives this.
    expect((D * y ** 4n + 2n * y ** 2n - 1n) % P).toBe(0n);
    expect(() => publicKeyFromRaw(bytes)).toThrow(refused);
    bytes[31]! |= 0x80;
    expect(() => publicKeyFromRaw(bytes)).toThrow(refused);
  });

  test('not reduced is refused up to the last one', () => {
    for (let y = P; y < 2n ** 255n; y += 1n) expect(() => publicKeyFromRaw(littleEndian(y))).toThrow(refused);
    expect(publicKeyFromRaw(littleEndian(P - 2n)).asymmetricKeyType).toBe('ed25519');
  });
});
