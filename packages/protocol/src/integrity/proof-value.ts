import assert from 'node:assert/strict';
import { createHash, sign, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { base58 } from '@scure/base';
import { canonicalJson } from './jcs.ts';

// A signature is 64 bytes, so 64 to 88 base58 digits; the bound keeps decoding, which is quadratic, cheap.
const PROOF_VALUE = /^z[1-9A-HJ-NP-Za-km-z]{64,88}$/;
const SIGNATURE_BYTES = 64;

type JsonObject = Readonly<Record<string, unknown>>;

/** What eddsa-jcs-2022 signs (W3C vc-di-eddsa §3.3.3, §3.3.4): hash of the proof options, then hash of the document. */
export function hashData(unsecured: JsonObject, proofOptions: JsonObject): Uint8Array {
  return Buffer.concat([sha256(canonicalJson(proofOptions)), sha256(canonicalJson(unsecured))]);
}

/** The `proofValue` of a document without its proof and of proof options without their value (§3.3.6). */
export function createProofValue(unsecured: JsonObject, proofOptions: JsonObject, key: KeyObject): string {
  assert.equal(key.asymmetricKeyType, 'ed25519');
  return `z${base58.encode(sign(null, hashData(unsecured, proofOptions), key))}`;
}

/**
 * Whether a `proofValue` is the key's for this document and these options, by the cryptosuite alone (§3.3.2).
 * Which documents and keys we take at all is decided in eddsa-jcs-2022.ts.
 */
export function verifyProofValue({ unsecured, proofOptions, proofValue, key }: {
  unsecured: JsonObject;
  proofOptions: JsonObject;
  proofValue: unknown;
  key: KeyObject;
}): boolean {
  const signature = decodeProofValue(proofValue);
  if (signature === undefined || key.asymmetricKeyType !== 'ed25519') return false;
  return verify(null, hashData(unsecured, proofOptions), key, signature);
}

function decodeProofValue(proofValue: unknown): Uint8Array | undefined {
  if (typeof proofValue !== 'string' || !PROOF_VALUE.test(proofValue)) return undefined;
  const bytes = base58.decode(proofValue.slice(1));
  return bytes.length === SIGNATURE_BYTES ? bytes : undefined;
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
