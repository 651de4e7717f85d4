import { webcrypto } from 'node:crypto';
import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import { from as multikeyFrom } from '@digitalbazaar/ed25519-multikey';
import { createSignCryptosuite } from '@digitalbazaar/eddsa-jcs-2022-cryptosuite';
import { signObject } from '@fedify/fedify/sig';
import { Create } from '@fedify/fedify/vocab';
import { base58 } from '@scure/base';
import jsigs from 'jsonld-signatures';
import { describe, expect, test } from 'vitest';
import { encodeMultikey } from '@adjoin/protocol/identifiers/did-key';
import { addProof, verifyProof } from '@adjoin/protocol/integrity/eddsa-jcs-2022';
import { verifyProofValue } from '@adjoin/protocol/integrity/proof-value';
import { parseStrictJson } from '@adjoin/protocol/json/strict-json';
import { rawPublicKey } from '@adjoin/protocol/signatures/ed25519';
import { proofJudges, proofVerdictOf, withAssertionPurpose, type JsonObject, type ProofJudge } from './proof-judges.ts';
import { ada, adaDocument, adaKeyId, alder, alderDocument, alderKeyId, operational, published } from './published-actors.ts';

const created = '2026-11-23T13:00:00Z';
const contexts = ['https://www.w3.org/ns/activitystreams', 'https://w3id.org/security/data-integrity/v2'];
const secure = (document: JsonObject): JsonObject => addProof(document, {
  key: operational.privateKey,
  verificationMethod: [document['actor'], document['attributedTo'], document['id']].includes(alder) ? alderKeyId : adaKeyId,
  created,
});
const judges = proofJudges(published);
const byUs: ProofJudge = (document) => Promise.resolve(document).then((received) => {
  const text = JSON.stringify(received);
  verifyProof(parseStrictJson(text) as JsonObject, {
    resolveKey: (id) => ([adaKeyId, alderKeyId].includes(id) ? operational.publicKey : undefined),
  });
  return true;
});

const id = (path: string): string => `${alder}/${path}/019ab000-0000-7000-8000-000000000002`;
const note = {
  id: id('objects'), type: 'Note', attributedTo: ada, mediaType: 'text/markdown', published: '2026-11-23T12:59:59.120Z',
  content: 'Prices *as agreed*: 12.50 € 😀\n- "quoted"\u2028\\', context: id('channels'), inReplyTo: `${alder}/objects/019ab000-0000-7000-8000-000000000001`,
};
const activity = { '@context': contexts, id: `${alder}/logs/z6MkHost.019ab000-0000-7000-8000-000000000003.1/7`, actor: ada, published: '2026-11-23T13:00:00.000Z' };

const documents: [string, JsonObject][] = [
  ['a post', { ...activity, type: 'Create', object: note }],
  ['an edit', { ...activity, type: 'Update', object: { ...note, updated: '2026-11-23T13:00:00.000Z' } }],
  ['a deletion', { ...activity, type: 'Delete', object: { id: note.id, type: 'Tombstone', deleted: '2026-11-23T13:00:00.000Z' } }],
  ['a reaction', { ...activity, type: 'Like', object: note.id, content: '👍' }],
  ['a reaction taken back', { ...activity, type: 'Undo', object: { id: `${activity.id}1`, type: 'Like', actor: ada, object: note.id } }],
  ['a member added', { ...activity, type: 'Add', actor: alder, object: { id: ada, type: 'Person', name: 'Ada' }, target: id('channels') }],
  ['an invitation', { ...activity, type: 'Invite', actor: alder, object: { id: id('channels'), type: 'Group', name: 'Spare parts' } }],
  ['numbers', { ...activity, type: 'Create', object: { ...note, location: { type: 'Place', latitude: 25.273962, longitude: -71.184902, altitude: 1e-7 } } }],
  ['an object by itself', { '@context': contexts, ...note }],
  ['a person', adaDocument],
  ['a company', alderDocument],
];

const [, post] = documents[0]!;
const good = secure(post);
const proof = good['proof'] as JsonObject;
const tampered: [string, JsonObject][] = [
  ['a word changed', { ...good, object: { ...note, content: note.content.replace('12.50', '21.50') } }],
  ['a recipient added', { ...good, to: `${alder}/people/019ab000-0000-7000-8000-000000000009` }],
  ['a member removed', Object.fromEntries(Object.entries(good).filter(([name]) => name !== 'published'))],
  ['another actor', { ...good, actor: alder }],
  ['another type', { ...good, type: 'Update' }],
  ['the date changed', { ...good, proof: { ...proof, created: '2026-11-23T13:00:01Z' } }],
  ['another purpose', { ...good, proof: { ...proof, proofPurpose: 'authentication' } }],
  ['another key id', { ...good, proof: { ...proof, verificationMethod: alderKeyId } }],
  ['contexts in another order', { ...good, '@context': contexts.toReversed() }],
  ['the proof of another document', { ...good, proof: secure(documents[3]![1])['proof'] }],
  ['no proof', post],
];

describe.each(Object.entries(judges))('%s, given our documents,', (_, judge) => {
  test.each(documents)('accepts %s', async (_name, document) => {
    expect(await judge(secure(document))).toBe(true);
    expect(await byUs(secure(document))).toBe(true);
  });

  test.each(tampered)('[THREAT-14] refuses %s, as we do', async (_name, document) => {
    expect(await proofVerdictOf(judge, document)).toBe(false);
    expect(await proofVerdictOf(byUs, document)).toBe(false);
  });
});

describe('we take what others make', () => {
  test('Digital Bazaar, by our profile', async () => {
    const { d } = operational.privateKey.export({ format: 'jwk' });
    const seed = Buffer.from(d!, 'base64url');
    const key = await multikeyFrom({
      id: adaKeyId, type: 'Multikey', controller: ada, publicKeyMultibase: encodeMultikey(rawPublicKey(operational.publicKey)),
      secretKeyMultibase: `z${base58.encode(Uint8Array.of(0x80, 0x26, ...seed))}`,
    });
    const suite = new DataIntegrityProof({ cryptosuite: createSignCryptosuite(), signer: key.signer(), date: created });
    const signed = await jsigs.sign({ ...post }, withAssertionPurpose(suite, published.loadDocumentOrKey));
    expect(signed).toEqual(good);
    expect(await byUs(signed)).toBe(true);
  });

  // Fedify always writes inline contexts, which our profile refuses; the signature is one by the same suite.
  test('Fedify, by the suite', async () => {
    const { loadDocument } = published;
    const loaders = { documentLoader: loadDocument, contextLoader: loadDocument };
    const create = await Create.fromJsonLd({ ...post, published: created }, loaders);
    const privateKey = await webcrypto.subtle.importKey('jwk', operational.privateKey.export({ format: 'jwk' }), 'Ed25519', true, ['sign']);
    const signed = await signObject(create, privateKey, new URL(adaKeyId), { ...loaders, created: create.published! });
    const { proof: made, ...unsecured } = await signed.toJsonLd({ ...loaders, format: 'compact' }) as JsonObject;
    const { proofValue, ...proofOptions } = made as JsonObject;
    const key = operational.publicKey;
    expect(verifyProofValue({ unsecured, proofOptions, proofValue, key })).toBe(true);
    expect(verifyProofValue({ unsecured: { ...unsecured, actor: alder }, proofOptions, proofValue, key })).toBe(false);
    expect(await proofVerdictOf(byUs, { ...unsecured, proof: made })).toBe(false);
  });
});
