import { createHash, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { base58 } from '@scure/base';
import { CompactSign, calculateJwkThumbprint, compactVerify, decodeJwt, decodeProtectedHeader, exportJWK } from 'jose';

/**
 * A node of another make, written from the specification alone: nothing in this folder imports Adjoin's packages.
 * Keys, statements and digests come from Node and jose, request signatures from http-message-sig.
 */
export type OtherIdentity = {
  readonly did: string;
  /** Its node document, signed. */
  readonly document: string;
  readonly kid: string;
  readonly key: KeyObject;
};

export type Key = { readonly id: string; readonly publicKeyMultibase: string; readonly status: string };
export type Document = { readonly id: string; readonly name: string; readonly addresses: readonly { readonly url: string }[]; readonly keys: readonly Key[] };

export async function makeIdentity(name: string, url: string): Promise<OtherIdentity> {
  const [identity, operational] = [generateKeyPairSync('ed25519'), generateKeyPairSync('ed25519')];
  const did = `did:key:${await multikeyOf(identity.publicKey)}`;
  const kid = `${did}#${await calculateJwkThumbprint(await exportJWK(operational.publicKey))}`;
  const keys = [{ id: kid, publicKeyMultibase: await multikeyOf(operational.publicKey), status: 'active' }];
  const content = { id: did, name, version: 1, updated: instant(), addresses: [{ url }], keys };
  const document = await state('adjoin-node+jws', content, { kid: `${did}#${did.slice(8)}`, key: identity.privateKey });
  return { did, document, kid, key: operational.privateKey };
}

async function multikeyOf(key: KeyObject): Promise<string> {
  const { x = '' } = await exportJWK(key);
  return `z${base58.encode(Buffer.concat([Buffer.from('ed01', 'hex'), Buffer.from(x, 'base64url')]))}`;
}

export function keyOfMultikey(multikey: string): KeyObject {
  const x = Buffer.from(base58.decode(multikey.slice(1)).subarray(2)).toString('base64url');
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
}

/** Signs a statement (rules JWS-1, JWS-2). */
export function state(typ: string, payload: object, { kid, key }: { kid: string; key: KeyObject }): Promise<string> {
  return new CompactSign(Buffer.from(JSON.stringify(payload))).setProtectedHeader({ alg: 'EdDSA', kid, typ }).sign(key);
}

/** Reads a statement by the keys of a document. */
export async function readStatement<T>(jws: string, typ: string, { keys }: Document): Promise<T> {
  const { kid } = decodeProtectedHeader(jws);
  const known = keys.find(({ id }) => id === kid);
  if (known === undefined) throw new Error(`no such key: ${kid}`);
  const { payload, protectedHeader } = await compactVerify(jws, keyOfMultikey(known.publicKeyMultibase), { algorithms: ['EdDSA'] });
  if (protectedHeader.typ !== typ) throw new Error(`not a ${typ}`);
  return JSON.parse(Buffer.from(payload).toString()) as T;
}

/** Reads a node document, which certifies itself (rule NODE-2). */
export function readDocument(jws: string): Promise<Document> {
  const { id } = decodeJwt(jws) as unknown as Document;
  const self = { keys: [{ id: `${id}#${id.slice(8)}`, publicKeyMultibase: id.slice(8), status: 'active' }] };
  return readStatement<Document>(jws, 'adjoin-node+jws', self as unknown as Document);
}

export function sha256(...parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('base64url');
}

/** RFC 3339 with milliseconds (rule LOG-4). */
export function instant(): string {
  return new Date().toISOString();
}
