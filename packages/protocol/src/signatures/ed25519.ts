import { createHash, createPrivateKey, createPublicKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { Problem } from '../problem.ts';

// RFC 8410 §4 and §7: DER for "an Ed25519 key follows"; what follows is the raw key.
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');
const KEY_BYTES = 32;

// Verifiers disagree about these points of small order: some take one signature under such a key for any
// message, so its owner could disown what it signed. Little-endian y, sign bit cleared.
const SMALL_ORDER_POINTS = new Set([
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000000',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
]);

/**
 * The Ed25519 public key of 32 raw bytes. Throws `invalid-key` for another length, for a
 * coordinate not reduced modulo p (a second spelling of the same key) and for a small-order point.
 */
export function publicKeyFromRaw(raw: Uint8Array): KeyObject {
  if (raw.length !== KEY_BYTES || !isReduced(raw) || isSmallOrder(raw)) throw invalidKey();
  return createPublicKey({ key: Buffer.concat([SPKI_PREFIX, raw]), format: 'der', type: 'spki' });
}

/** The 32 raw bytes of the public half of an Ed25519 key. */
export function rawPublicKey(key: KeyObject): Uint8Array {
  return Buffer.from(publicCoordinate(key), 'base64url');
}

/** The key pair of a 32-byte seed (RFC 8032 §5.1.5); the caller brings the randomness. */
export function keyPairFromSeed(seed: Uint8Array): { privateKey: KeyObject; publicKey: KeyObject } {
  if (seed.length !== KEY_BYTES) throw invalidKey();
  const privateKey = createPrivateKey({ key: Buffer.concat([PKCS8_PREFIX, seed]), format: 'der', type: 'pkcs8' });
  return { privateKey, publicKey: createPublicKey(privateKey) };
}

/** RFC 7638 thumbprint with SHA-256, base64url: the fragment of our key ids. */
export function thumbprint(publicKey: KeyObject): string {
  const members = `{"crv":"Ed25519","kty":"OKP","x":"${publicCoordinate(publicKey)}"}`;
  return createHash('sha256').update(members).digest('base64url');
}

/** The key as SubjectPublicKeyInfo PEM, which ActivityPub servers read from `publicKeyPem`. */
export function publicKeyPem(publicKey: KeyObject): string {
  return publicKey.export({ format: 'pem', type: 'spki' }).toString();
}

function publicCoordinate(key: KeyObject): string {
  const { crv, x } = key.export({ format: 'jwk' });
  if (crv !== 'Ed25519' || x === undefined) throw invalidKey();
  return x;
}

function isReduced(raw: Uint8Array): boolean {
  const top = raw[31]! & 0x7f;
  if (top !== 0x7f || raw[0]! < 0xed) return true;
  return raw.subarray(1, 31).some((byte) => byte !== 0xff);
}

function isSmallOrder(raw: Uint8Array): boolean {
  const withoutSign = Buffer.from(raw);
  withoutSign[31]! &= 0x7f;
  return SMALL_ORDER_POINTS.has(withoutSign.toString('hex'));
}

function invalidKey(): Problem {
  return new Problem({ status: 400, code: 'invalid-key', title: 'This is not a usable Ed25519 key.' });
}
