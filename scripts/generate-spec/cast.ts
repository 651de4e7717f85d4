import { didKeyOf, encodeMultikey } from '@adjoin/protocol/identifiers/did-key';
import { channelDid, objectDid, personDid } from '@adjoin/protocol/identifiers/ids';
import type { SigningKey } from '@adjoin/protocol/log/checkpoint';
import { signNodeDocument, type NodeDocument } from '@adjoin/protocol/pairing/node-document';
import { keyPairFromSeed, rawPublicKey, thumbprint } from '@adjoin/protocol/signatures/ed25519';

type KeyPair = ReturnType<typeof keyPairFromSeed>;

/** A company of the vectors. Its keys are those of seeds that hold one byte 32 times. */
export type Company = {
  readonly name: string;
  readonly did: string;
  readonly identity: KeyPair;
  readonly operational: KeyPair;
  readonly signing: SigningKey;
  readonly document: NodeDocument;
  /** The document, signed. */
  readonly jws: string;
  readonly seeds: { readonly identity: Buffer; readonly operational: Buffer };
};

export const NOON = '2026-11-23T12:00:00.000Z';
/** Seconds since 1970 of NOON. */
export const NOON_S = Date.parse(NOON) / 1000;

/** The instant so many seconds after noon. */
export function noonPlus(seconds: number): string {
  return new Date((NOON_S + seconds) * 1000).toISOString();
}

function seedOf(byte: number): Buffer {
  return Buffer.alloc(32, byte);
}

/** Any 16 bytes that are told apart by one, as salts, secrets and nonces are written. */
export function sixteenBytes(byte: number): string {
  return Buffer.alloc(16, byte).toString('base64url');
}

export function uuid(n: number): string {
  return `019ab000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;
}

function found(name: string, firstByte: number): Company {
  const seeds = { identity: seedOf(firstByte), operational: seedOf(firstByte + 1) };
  const [identity, operational] = [keyPairFromSeed(seeds.identity), keyPairFromSeed(seeds.operational)];
  const did = didKeyOf(identity.publicKey);
  const kid = `${did}#${thumbprint(operational.publicKey)}`;
  const document: NodeDocument = {
    id: did,
    name,
    version: 1,
    updated: NOON,
    addresses: [{ url: `https://${name.toLowerCase()}.example` }],
    keys: [{ id: kid, publicKeyMultibase: encodeMultikey(rawPublicKey(operational.publicKey)), status: 'active' }],
  };
  const jws = signNodeDocument(document, identity.privateKey);
  return { name, did, identity, operational, signing: { kid, key: operational.privateKey }, document, jws, seeds };
}

export const alder = found('Alder', 0x10);
export const birch = found('Birch', 0x20);
export const cedar = found('Cedar', 0x30);
export const mallory = found('Mallory', 0x60);

export const ada = personDid(alder.did, uuid(0xa1));
export const bot = personDid(alder.did, uuid(0xa2));
export const ben = personDid(birch.did, uuid(0xb1));
export const channel = channelDid(alder.did, uuid(0xc1));
export const otherChannel = channelDid(alder.did, uuid(0xc2));

/** Alder's and Birch's notes. */
export const alderNote = (n: number): string => objectDid(alder.did, uuid(n));
export const birchNote = (n: number): string => objectDid(birch.did, uuid(n));
