import { createHash } from 'node:crypto';
import { addProof } from '@adjoin/protocol/integrity/eddsa-jcs-2022';
import { actorKeyId } from '@adjoin/protocol/integrity/actor-document';
import { canonicalJson } from '@adjoin/protocol/integrity/jcs';
import { createProofValue } from '@adjoin/protocol/integrity/proof-value';
import { base58 } from '@scure/base';
import { ada, alder, ben } from '../cast.ts';
import { statusOf } from '../status-of.ts';
import { alderChannelLog } from './log-entries.ts';

type JsonObject = Record<string, unknown>;

const CONTEXTS = ['https://www.w3.org/ns/activitystreams', 'https://w3id.org/security/data-integrity/v2'];

/** An activity as it is handed to somebody outside, with its proof (rules INT-1 … INT-8), and proofs that do not hold. */
export function renderExportedObject(): object {
  const document: JsonObject = { ...(JSON.parse(alderChannelLog().entries[5]?.payload ?? '') as JsonObject), '@context': CONTEXTS };
  const signed = addProof(document, { key: alder.signing.key, verificationMethod: keyIdOf(ada), created: '2026-11-23T12:02:00Z' });
  const { proofValue, ...options } = signed['proof'] as JsonObject;
  const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
  const [optionsText, documentText] = [canonicalJson(options), canonicalJson(document)];
  return {
    description: 'hashData, in hexadecimal, is what is signed: SHA-256 of the canonical proof options, then of the canonical document. The key is Alder\'s operational key (keys.json), listed under Ada.',
    verificationMethod: keyIdOf(ada),
    signed,
    canonicalOptions: optionsText,
    canonicalDocument: documentText,
    hashData: { rule: 'INT-7', hex: hash(optionsText) + hash(documentText) },
    signature: Buffer.from(base58.decode((proofValue as string).slice(1))).toString('hex'),
    refused: refusedOf(signed),
  };
}

function keyIdOf(actor: string): string {
  return actorKeyId(actor, alder.operational.publicKey);
}

function refusedOf(signed: JsonObject): object[] {
  const proof = signed['proof'] as JsonObject;
  const { proof: _, ...unsigned } = signed;
  const withProof = (changes: JsonObject): JsonObject => ({ ...signed, proof: { ...proof, ...changes } });
  const signature = base58.decode((proof['proofValue'] as string).slice(1));
  const cases: [rule: string, name: string, document: JsonObject, code?: string][] = [
    ['INT-8', 'no proof', unsigned],
    ['INT-7', 'a word changed', { ...signed, object: { ...(signed['object'] as JsonObject), content: 'Prices as agreed: 21.50 €' } }],
    ['INT-7', 'a member added', { ...signed, to: ben }],
    ['INT-3', 'a context added to the document', { ...signed, '@context': [...CONTEXTS, 'https://w3id.org/security/v1'] }],
    ['INT-3', 'a context of the document that the proof has not, both signed so', withFewerContexts(signed)],
    ['INT-3', 'contexts in another order', { ...signed, '@context': CONTEXTS.toReversed() }],
    ['INT-1', 'a context that is not known', { ...signed, '@context': [...CONTEXTS, 'https://mallory.example/v1'], proof: { ...proof, '@context': [...CONTEXTS, 'https://mallory.example/v1'] } }],
    ['INT-2', 'a member too many in the proof', withProof({ expires: '2027-01-01T00:00:00Z' })],
    ['INT-2', 'another purpose', withProof({ proofPurpose: 'authentication' })],
    ['INT-2', 'another cryptosuite', withProof({ cryptosuite: 'eddsa-rdfc-2022' })],
    ['INT-4', 'a date with milliseconds', withProof({ created: '2026-11-23T12:02:00.000Z' })],
    ['INT-5', 'the key of another person of the company', withProof({ verificationMethod: keyIdOf(alder.did) }), 'actor-mismatch'],
    ['INT-5', 'another actor', { ...signed, actor: ben }, 'actor-mismatch'],
    ['INT-6', 'the value in base64url', withProof({ proofValue: `u${Buffer.from(signature).toString('base64url')}` })],
    ['INT-8', 'a key that is not known', withProof({ verificationMethod: `${ada}#AAAA` }), 'unknown-key'],
  ];
  return cases.map(([rule, name, document, code = 'proof-required']) => ({ rule, name, document, status: statusOf(code), code }));
}

/** What the cryptosuite alone would take: the proof's contexts are the first ones of the document. */
function withFewerContexts({ proof, ...document }: JsonObject): JsonObject {
  const { proofValue: _, ...options } = proof as JsonObject;
  const wider = { ...document, '@context': [...CONTEXTS, 'https://w3id.org/security/v1'] };
  return { ...wider, proof: { ...options, proofValue: createProofValue(wider, options, alder.signing.key) } };
}
