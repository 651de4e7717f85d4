import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import vectors from '../../../../protocol-spec/vectors/published/multikey.json' with { type: 'json' };
import { keyPairFromSeed, rawPublicKey } from '../signatures/ed25519.ts';
import { decodeMultikey, didKeyOf, encodeMultikey, publicKeyOfDid } from './did-key.ts';

const refused: unknown = expect.objectContaining({ status: 400, code: 'invalid-key' });

describe('a Multikey (W3C Controlled Identifiers §2.2.2)', () => {
  test.each(vectors.ed25519)('$publicKeyMultibase is read and written', ({ publicKeyMultibase, publicKeyHex }) => {
    const raw = Buffer.from(decodeMultikey(publicKeyMultibase));
    expect(raw).toHaveLength(32);
    expect(raw.toString('hex')).toBe(publicKeyHex ?? raw.toString('hex'));
    expect(encodeMultikey(raw)).toBe(publicKeyMultibase);
  });

  test.each(vectors.mustReject)('is refused: $why', ({ publicKeyMultibase }) => {
    expect(() => decodeMultikey(publicKeyMultibase)).toThrow(refused);
  });

  const good = vectors.ed25519[0]!.publicKeyMultibase;
  test.each([
    '', 'z', 'z6Mk', good.slice(1), ` ${good}`, `${good}\n`, `${good}1`, good.slice(0, -1), `z1${good.slice(1)}`,
    `Z${good.slice(1)}`, `${good}#key`, `z6Mk${'z'.repeat(44)}`, vectors.ed25519[1]!.secretKeyMultibase!,
  ])('is refused: %j', (text) => {
    expect(() => decodeMultikey(text)).toThrow(refused);
  });

  test('of any 32 bytes has 48 characters, begins z6Mk, and is read back', () => {
    fc.assert(fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (raw) => {
      const text = encodeMultikey(raw);
      expect(text).toMatch(/^z6Mk.{44}$/);
      expect(Buffer.from(decodeMultikey(text))).toEqual(Buffer.from(raw));
    }));
  });

  test('is not made of another number of bytes', () => {
    expect(() => encodeMultikey(new Uint8Array(31))).toThrow(refused);
  });
});

describe('a did:key', () => {
  test('names a key and gives it back', () => {
    const { publicKey } = keyPairFromSeed(new Uint8Array(32).fill(3));
    const did = didKeyOf(publicKey);
    expect(did).toMatch(/^did:key:z6Mk/);
    expect(rawPublicKey(publicKeyOfDid(did))).toEqual(rawPublicKey(publicKey));
  });

  test.each([
    'did:key:', `did:web:${vectors.ed25519[0]!.publicKeyMultibase}`, vectors.ed25519[0]!.publicKeyMultibase,
    `did:key:${vectors.ed25519[0]!.publicKeyMultibase}#x`, `DID:KEY:${vectors.ed25519[0]!.publicKeyMultibase}`,
  ])('is not %s', (text) => {
    expect(() => publicKeyOfDid(text)).toThrow(refused);
  });

  test('of a small-order point is refused', () => {
    expect(() => publicKeyOfDid(`did:key:${encodeMultikey(new Uint8Array(32))}`)).toThrow(refused);
  });
});
