import { createPublicKey } from 'node:crypto';
import { expect, test } from 'vitest';
import { didKeyOf, publicKeyOfDid } from '../identifiers/did-key.ts';
import { keyPairFromSeed, rawPublicKey, thumbprint } from '../signatures/ed25519.ts';
import { actorDocument, actorKeyId } from './actor-document.ts';
import { addProof, verifyProof } from './eddsa-jcs-2022.ts';

const keys = [30, 31].map((byte) => keyPairFromSeed(new Uint8Array(32).fill(byte)));
const id = `${didKeyOf(keys[0]!.publicKey)}/people/019ab000-0000-7000-8000-000000000001`;
const document = actorDocument({
  id, type: 'Person', name: 'Ada', inbox: 'https://alder.example/inbox', outbox: 'https://alder.example/outbox',
  keys: keys.map(({ publicKey }) => publicKey),
});

test('an actor lists every key of its node under its own id, as PEM and as Multikey', () => {
  const pem = document['publicKey'] as { id: string; owner: string; publicKeyPem: string }[];
  const multikey = document['assertionMethod'] as { id: string; controller: string; publicKeyMultibase: string }[];
  for (const [index, { publicKey }] of keys.entries()) {
    const keyId = `${id}#${thumbprint(publicKey)}`;
    expect(actorKeyId(id, publicKey)).toBe(keyId);
    expect(pem[index]).toMatchObject({ id: keyId, owner: id });
    expect(multikey[index]).toMatchObject({ id: keyId, type: 'Multikey', controller: id });
    expect(rawPublicKey(createPublicKey(pem[index]!.publicKeyPem))).toEqual(rawPublicKey(publicKey));
    expect(rawPublicKey(publicKeyOfDid(`did:key:${multikey[index]!.publicKeyMultibase}`))).toEqual(rawPublicKey(publicKey));
  }
});

test('an actor can carry a proof by one of its keys', () => {
  const { privateKey, publicKey } = keys[1]!;
  const secured = addProof(document, { key: privateKey, verificationMethod: actorKeyId(id, publicKey), created: '2026-11-23T13:00:00Z' });
  expect(verifyProof(secured, { resolveKey: () => publicKey })).toMatchObject({ keyId: actorKeyId(id, publicKey) });
});
