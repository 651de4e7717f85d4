import { generateKeyPairSync } from 'node:crypto';
import { base58, base64urlnopad } from '@scure/base';
import { describe, expect, test } from 'vitest';
import { didKeyOf } from '../identifiers/did-key.ts';
import { parseStrictJson } from '../json/strict-json.ts';
import { keyPairFromSeed } from '../signatures/ed25519.ts';
import { actorKeyId } from './actor-document.ts';
import { addProof, verifyProof } from './eddsa-jcs-2022.ts';
import { createProofValue } from './proof-value.ts';

type JsonObject = Record<string, unknown>;

const { publicKey: identityKey } = keyPairFromSeed(new Uint8Array(32).fill(20));
const { privateKey, publicKey } = keyPairFromSeed(new Uint8Array(32).fill(21));
const node = didKeyOf(identityKey);
const person = `${node}/people/019ab000-0000-7000-8000-000000000001`;
const verificationMethod = actorKeyId(person, publicKey);
const created = '2026-11-23T13:00:00Z';
const contexts = ['https://www.w3.org/ns/activitystreams', 'https://w3id.org/security/data-integrity/v2'];

const activity: JsonObject = {
  '@context': contexts,
  id: `${node}/logs/z6MkHost.019ab000-0000-7000-8000-000000000002.1/7`,
  type: 'Create',
  actor: person,
  object: { type: 'Note', content: 'Prices as agreed, 12.50 €', attributedTo: person },
};
const sign = (document: JsonObject): JsonObject => addProof(document, { key: privateKey, verificationMethod, created });
const good = sign(activity);
const proof = good['proof'] as JsonObject;

const verify = (document: JsonObject): unknown =>
  verifyProof(document, { resolveKey: (id) => (id === verificationMethod ? publicKey : undefined) });
const refused = (status: number, code: string): unknown => expect.objectContaining({ status, code });
/** A proof with other options, truly signed: what a partner could make with its own key. */
const signAnyhow = (document: JsonObject, changes: JsonObject): JsonObject => {
  const { proofValue: _, ...options } = { ...proof, ...changes };
  return { ...document, proof: { ...options, proofValue: createProofValue(document, options, privateKey) } };
};

describe('a document with a proof', () => {
  test('tells which key signed it, and when', () => {
    expect(verify(good)).toEqual({ keyId: verificationMethod, created });
  });

  test('has exactly the members that verifiers elsewhere rebuild', () => {
    expect(Object.keys(proof).toSorted()).toEqual(
      ['@context', 'created', 'cryptosuite', 'proofPurpose', 'proofValue', 'type', 'verificationMethod'],
    );
    expect(proof['@context']).toEqual(contexts);
    expect(proof['proofValue']).toMatch(/^z/);
  });

  test('may be written in any order and with any white space', () => {
    const respelled = JSON.stringify(Object.fromEntries(Object.entries(good).toReversed()), undefined, 4);
    expect(verify(parseStrictJson(respelled) as JsonObject)).toMatchObject({ created });
  });

  test('may be an object of its author, or an actor', () => {
    const note = { '@context': contexts, type: 'Note', attributedTo: person };
    expect(verify(sign(note))).toMatchObject({ keyId: verificationMethod });
    expect(verify(sign({ '@context': contexts, type: 'Person', id: person }))).toMatchObject({ keyId: verificationMethod });
  });
});

describe('a document is not signed', () => {
  test.each([
    ['twice', good],
    ['without data-integrity, where no proof is seen', { ...activity, '@context': contexts.slice(0, 1) }],
    ['without ActivityStreams', { ...activity, '@context': contexts.slice(1) }],
    ['with a context that is not in a list', { ...activity, '@context': contexts[0] }],
    ['with an inline context', { ...activity, '@context': [...contexts, { h: 'https://example.com/#h' }] }],
    ['with an unknown context', { ...activity, '@context': [...contexts, 'https://example.com/ns'] }],
    ['with a type outside ActivityStreams', { ...activity, type: 'Handoff' }],
    ['with several types', { ...activity, type: ['Create', 'Handoff'] }],
    ['for another actor', { ...activity, actor: node }],
    ['for an actor that is an object', { ...activity, actor: { id: person } }],
  ])('%s', (_, document) => {
    expect(() => sign(document)).toThrow(TypeError);
  });

  test.each(['2026-11-23T13:00:00.000Z', '2026-11-23T13:00:00.5Z', '2026-11-23T13:00:00+00:00', '2026-11-23', ''])('dated %j', (date) => {
    expect(() => addProof(activity, { key: privateKey, verificationMethod, created: date })).toThrow(TypeError);
  });

  test.each([person, `${person}#`, '#key', `${node}#key`])('with the key id %s', (id) => {
    expect(() => addProof(activity, { key: privateKey, verificationMethod: id, created })).toThrow(TypeError);
  });

  test.each([
    ['[THREAT-21] half a character', { content: '\ud800' }],
    ['[THREAT-23] an unsafe number', { amount: 2 ** 53 }],
    ['[THREAT-25] depth', Array.from({ length: 40 }).reduce((inner) => [inner], 1)],
  ])('with %s', (_, object) => {
    expect(() => sign({ ...activity, object })).toThrow(/./);
  });
});

describe('[THREAT-14] a relay that strips or alters the proof is refused', () => {
  const { proof: _, ...stripped } = good;
  const without = (name: string): JsonObject => {
    const { [name]: _, ...rest } = proof;
    return { ...good, proof: rest };
  };
  const bytes = base58.decode((proof['proofValue'] as string).slice(1));

  test.each([
    ['no proof', stripped],
    ['a proof that is null', { ...good, proof: null }],
    ['a proof that is text', { ...good, proof: 'z' }],
    ['a list of proofs', { ...good, proof: [proof] }],
    ['content changed', { ...good, object: { ...activity['object'] as JsonObject, content: 'Prices as agreed, 125.0 €' } }],
    ['a member added', { ...good, to: 'https://mallory.example/' }],
    ['a member removed', { ...good, id: undefined }],
    ['the date changed', { ...good, proof: { ...proof, created: '2026-11-23T13:00:01Z' } }],
    ['an unsigned option added', { ...good, proof: { ...proof, domain: 'mallory.example' } }],
    ['a signed option added', signAnyhow(activity, { expires: '2027-01-01T00:00:00Z' })],
    ['a context appended', { ...good, '@context': [...contexts, 'https://w3id.org/security/v1'] }],
    ['an unknown context appended', { ...good, '@context': [...contexts, 'https://mallory.example/'] }],
    ['a context removed from the proof', signAnyhow(activity, { '@context': contexts.slice(0, 1) })],
    ['contexts in another order', signAnyhow(activity, { '@context': contexts.toReversed() })],
    ['an unknown context in both', signAnyhow({ ...activity, '@context': [...contexts, 'x:y'] }, { '@context': [...contexts, 'x:y'] })],
    ['an inline context in both', signAnyhow({ ...activity, '@context': [...contexts, {}] }, { '@context': [...contexts, {}] })],
    ['another cryptosuite', signAnyhow(activity, { cryptosuite: 'eddsa-rdfc-2022' })],
    ['another proof type', signAnyhow(activity, { type: 'Ed25519Signature2020' })],
    ['another purpose', signAnyhow(activity, { proofPurpose: 'authentication' })],
    ['milliseconds', signAnyhow(activity, { created: '2026-11-23T13:00:00.000Z' })],
    ['a date that is a number', signAnyhow(activity, { created: 1_795_000_000 })],
    ['a key id that is an object', signAnyhow(activity, { verificationMethod: { id: verificationMethod } })],
    ['a value in base64url', { ...good, proof: { ...proof, proofValue: `u${base64urlnopad.encode(bytes)}` } }],
    ['a value without its base', { ...good, proof: { ...proof, proofValue: (proof['proofValue'] as string).slice(1) } }],
    ['a value with a zero byte before it', { ...good, proof: { ...proof, proofValue: `z1${base58.encode(bytes)}` } }],
    ['a cut value', { ...good, proof: { ...proof, proofValue: `z${base58.encode(bytes.subarray(0, 63))}` } }],
    ['a huge value', { ...good, proof: { ...proof, proofValue: `z${'2'.repeat(1_000_000)}` } }],
    ['a value that is no text', { ...good, proof: { ...proof, proofValue: 7 } }],
    ...Object.keys(proof).map((name): [string, JsonObject] => [`no ${name}`, without(name)]),
  ])('%s', (_name, document) => {
    expect(() => verify(document)).toThrow(refused(401, 'proof-required'));
  });

  test('and the proof of another document is no proof of this one', () => {
    const other = sign({ ...activity, id: `${person}/other` });
    expect(() => verify({ ...activity, proof: other['proof'] })).toThrow(refused(401, 'proof-required'));
  });
});

describe('the key of a proof', () => {
  test('must be the actor’s', () => {
    const forged = signAnyhow({ ...activity, actor: `${node}/people/019ab000-0000-7000-8000-000000000009` }, {});
    expect(() => verify(forged)).toThrow(refused(403, 'actor-mismatch'));
    expect(() => verify(signAnyhow(activity, { verificationMethod: `${node}#key` }))).toThrow(refused(403, 'actor-mismatch'));
    expect(() => verify(signAnyhow({ ...activity, actor: [person] }, {}))).toThrow(refused(403, 'actor-mismatch'));
  });

  test('must be known', () => {
    expect(() => verify(signAnyhow(activity, { verificationMethod: `${person}#other` }))).toThrow(refused(401, 'unknown-key'));
  });

  test('[THREAT-16] decides the algorithm', () => {
    const { publicKey: other } = generateKeyPairSync('ed448');
    expect(() => verifyProof(good, { resolveKey: () => other })).toThrow(refused(401, 'proof-required'));
  });
});

describe('a proof by a partner’s own key over what no reader agrees on', () => {
  test.each([
    ['[THREAT-22] a forbidden member', JSON.parse('{"__proto__":{}}') as JsonObject, 'forbidden-member'],
    ['[THREAT-23] an unsafe number', { amount: 2 ** 53 }, 'unsafe-number'],
    ['[THREAT-25] depth', { deep: Array.from({ length: 40 }).reduce((inner) => [inner], 1) }, 'too-deep'],
  ])('%s is refused', (_, object, code) => {
    const { proof: _proof, ...document } = signAnyhow({ ...activity, object }, {});
    expect(() => verify({ ...document, proof: _proof })).toThrow(refused(400, code));
  });
});
