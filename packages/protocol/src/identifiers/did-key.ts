import type { KeyObject } from 'node:crypto';
import { base58 } from '@scure/base';
import { Problem } from '../problem.ts';
import { publicKeyFromRaw, rawPublicKey } from '../signatures/ed25519.ts';

const DID_KEY = 'did:key:';
// W3C Controlled Documents §2.2.2: base58-btc of the varint 0xed01 and the 32 key bytes; always these 48 characters.
const MULTIKEY = /^z6Mk[1-9A-HJ-NP-Za-km-z]{44}$/;
const ED25519_PREFIX = [0xed, 0x01] as const;
const MULTIKEY_BYTES = 34;

/** The Multikey text (`z6Mk…`) of 32 raw Ed25519 public key bytes. */
export function encodeMultikey(raw: Uint8Array): string {
  if (raw.length !== MULTIKEY_BYTES - ED25519_PREFIX.length) throw invalidMultikey();
  return `z${base58.encode(Uint8Array.of(...ED25519_PREFIX, ...raw))}`;
}

/**
 * The 32 raw key bytes of a Multikey text. Throws `invalid-key` for anything but the one
 * spelling of an Ed25519 key: other bases, other key types, other lengths.
 */
export function decodeMultikey(text: string): Uint8Array {
  if (!MULTIKEY.test(text)) throw invalidMultikey();
  const bytes = base58.decode(text.slice(1));
  const isEd25519 = bytes[0] === ED25519_PREFIX[0] && bytes[1] === ED25519_PREFIX[1];
  if (bytes.length !== MULTIKEY_BYTES || !isEd25519) throw invalidMultikey();
  return bytes.subarray(ED25519_PREFIX.length);
}

/** The `did:key:z6Mk…` of an Ed25519 key: the id of the node whose identity key it is. */
export function didKeyOf(publicKey: KeyObject): string {
  return DID_KEY + encodeMultikey(rawPublicKey(publicKey));
}

/** The key that a `did:key` names; the DID is its own proof. Throws `invalid-key`. */
export function publicKeyOfDid(did: string): KeyObject {
  if (!did.startsWith(DID_KEY)) throw invalidMultikey();
  return publicKeyFromRaw(decodeMultikey(did.slice(DID_KEY.length)));
}

function invalidMultikey(): Problem {
  return new Problem({ status: 400, code: 'invalid-key', title: 'This is not an Ed25519 Multikey.' });
}
