import assert from 'node:assert/strict';
import { sign, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { parseStrictJsonBytes } from '../json/strict-json.ts';
import { Problem } from '../problem.ts';

const ALGORITHM = 'EdDSA';
const MAX_JWS_CHARACTERS = 262_144;
/** Anything else, `crit` above all, could change what the signature means (RFC 7515 §4.1.11). */
const HEADER_MEMBERS = new Set(['alg', 'kid', 'typ']);

type JwsHeader = { readonly alg: string; readonly kid: string; readonly typ: string };

/**
 * A compact JWS (RFC 7515 §3.1, RFC 8037 §3.1). `alg` is always EdDSA; `header` brings `kid` and
 * `typ`. A string payload is signed as it is, an object as its JSON text.
 */
export function signJws({ header, payload, key }: {
  header: Readonly<Record<string, unknown>>;
  payload: object | string;
  key: KeyObject;
}): string {
  assert.equal(key.asymmetricKeyType, 'ed25519');
  const protectedHeader = { ...header, alg: ALGORITHM };
  assert(Object.keys(protectedHeader).every((name) => HEADER_MEMBERS.has(name)));
  const payloadText = typeof payload === 'string' ? payload : JSON.stringify(payload);
  assert(payloadText.isWellFormed());
  const input = `${encode(JSON.stringify(protectedHeader))}.${encode(payloadText)}`;
  return `${input}.${sign(null, Buffer.from(input), key).toString('base64url')}`;
}

/**
 * The payload of a compact JWS whose signature holds under the key that `resolveKey` knows by its
 * `kid`. The stored key, never the message, decides the algorithm. Throws 401 `invalid-signature`
 * or `unknown-key`, and the 400s of strict JSON before any signature is looked at.
 */
export function verifyJws(
  jws: string,
  { typ, resolveKey }: { typ: string; resolveKey: (kid: string) => KeyObject | undefined },
): { payload: unknown; kid: string; header: JwsHeader } {
  if (jws.length > MAX_JWS_CHARACTERS) throw invalidSignature('The signed text is too long.');
  const parts = jws.split('.', 4);
  if (parts.length !== 3) throw invalidSignature('A compact JWS has three parts.');
  const [headerBytes, payloadBytes, signature] = parts.map(decode) as [Buffer, Buffer, Buffer];
  const header = readHeader(headerBytes, typ);
  const key = resolveKey(header.kid);
  if (key === undefined) throw unknownKey();
  if (key.asymmetricKeyType !== 'ed25519') throw invalidSignature('The known key is of another algorithm.');
  const payload = parseStrictJsonBytes(payloadBytes);
  const input = Buffer.from(jws.slice(0, jws.lastIndexOf('.')));
  if (!verify(null, input, key, signature)) throw invalidSignature('The signature does not match.');
  return { payload, kid: header.kid, header };
}

function readHeader(bytes: Uint8Array, typ: string): JwsHeader {
  const header = parseStrictJsonBytes(bytes);
  if (typeof header !== 'object' || header === null) throw invalidSignature('The header is not an object.');
  for (const name of Object.keys(header)) {
    if (!HEADER_MEMBERS.has(name)) throw invalidSignature('The header has a member that is not allowed.');
  }
  const { alg, kid, typ: actualTyp } = header as Record<string, unknown>;
  if (alg !== ALGORITHM) throw invalidSignature('The algorithm must be EdDSA.');
  if (actualTyp !== typ) throw invalidSignature('The signed text is of another type.');
  if (typeof kid !== 'string') throw invalidSignature('The header names no key.');
  return { alg, kid, typ };
}

function encode(text: string): string {
  return Buffer.from(text).toString('base64url');
}

/** Exactly one spelling per byte string: no padding, no other alphabet, no stray low bits (RFC 4648 §3.5). */
function decode(part: string): Buffer {
  const bytes = Buffer.from(part, 'base64url');
  if (bytes.toString('base64url') !== part) throw invalidSignature('A part is not canonical base64url.');
  return bytes;
}

function invalidSignature(detail: string): Problem {
  return new Problem({ status: 401, code: 'invalid-signature', title: 'The signature is not valid.', detail });
}

function unknownKey(): Problem {
  return new Problem({ status: 401, code: 'unknown-key', title: 'The signing key is not known here.' });
}
