import { createHash, createPrivateKey, createPublicKey } from 'node:crypto';
import { ownerOf } from '@adjoin/protocol/identifiers/ids';
import { decodeMultikey, didKeyOf, publicKeyOfDid } from '@adjoin/protocol/identifiers/did-key';
import { keyPairFromSeed, rawPublicKey, thumbprint } from '@adjoin/protocol/signatures/ed25519';
import { base58 } from '@scure/base';
import { calculateJwkThumbprint, exportJWK } from 'jose';
import { describe, expect, it } from 'vitest';
import { readVectors, titled } from './read-spec.ts';

type Key = { seed: string; publicKey: string; thumbprint: string; kid: string };
type Company = { name: string; did: string; multikey: string; identity: Key; operational: Key };
type Refused = { rule: string; name: string; multikey: string; code: string };
type Vectors = { companies: Company[]; refused: Refused[]; owners: { id: string; owner: string }[] };

const { companies, refused, owners } = readVectors('keys') as Vectors;
const keys = companies.flatMap(({ name, identity, operational }): [string, Key][] => [[`${name}'s identity key`, identity], [`${name}'s operational key`, operational]]);

/** The public key of a seed by Node's own reading of PKCS #8 (RFC 8410 §7). */
function publicKeyByNode(seed: string) {
  const der = Buffer.from(`302e020100300506032b657004220420${seed}`, 'hex');
  return createPublicKey(createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }));
}

describe('keys', () => {
  it.each(keys)('[ID-3] %s follows from its seed, and its thumbprint from it', async (_name, { seed, publicKey, thumbprint: print }) => {
    const pair = keyPairFromSeed(Buffer.from(seed, 'hex'));
    expect(Buffer.from(rawPublicKey(pair.publicKey)).toString('hex')).toBe(publicKey);
    expect(thumbprint(pair.publicKey)).toBe(print);
    const jwk = await exportJWK(publicKeyByNode(seed));
    expect(Buffer.from(jwk.x ?? '', 'base64url').toString('hex')).toBe(publicKey);
    expect(await calculateJwkThumbprint(jwk, 'sha256')).toBe(print);
    expect(createHash('sha256').update(`{"crv":"Ed25519","kty":"OKP","x":"${jwk.x}"}`).digest('base64url')).toBe(print);
  });

  it.each(companies)("[ID-3] $name's operational key is named by its thumbprint", ({ did, operational }) => {
    expect(operational.kid).toBe(`${did}#${operational.thumbprint}`);
  });

  it.each(companies)("[ID-1] $name's id is its identity key", ({ did, multikey, identity }) => {
    expect(didKeyOf(publicKeyOfDid(did))).toBe(did);
    expect(Buffer.from(decodeMultikey(multikey)).toString('hex')).toBe(identity.publicKey);
    expect(`did:key:z${base58.encode(Buffer.from(`ed01${identity.publicKey}`, 'hex'))}`).toBe(did);
    expect(identity.kid).toBe(`${did}#${multikey}`);
  });

  it.each(titled(refused, 'refuses'))('%s', (_title, { multikey, code }) => {
    expect(() => publicKeyOfDid(`did:key:${multikey}`)).toThrow(expect.objectContaining({ code }));
  });

  it.each(owners)('[ID-2] $id is owned by what stands before its first / or #', ({ id, owner }) => {
    expect(ownerOf(id)).toBe(owner);
  });
});
