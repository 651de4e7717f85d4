import type { KeyObject } from 'node:crypto';
import { parseStrictJson } from '../json/strict-json.ts';
import { Problem } from '../problem.ts';
import { isActivityStreamsType } from './activitystreams-types.ts';
import { isProofContext } from './contexts.ts';
import { canonicalJson } from './jcs.ts';
import { createProofValue, verifyProofValue } from './proof-value.ts';

const PROOF_MEMBERS = [
  '@context', 'type', 'cryptosuite', 'created', 'verificationMethod', 'proofPurpose', 'proofValue',
];
const PROOF_TYPE = { type: 'DataIntegrityProof', cryptosuite: 'eddsa-jcs-2022', proofPurpose: 'assertionMethod' } as const;
/** Whole seconds: fractions that end in 0 are respelled, and so broken, by some verifiers. */
const CREATED = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

type JsonObject = Readonly<Record<string, unknown>>;
type Proof = { readonly created: string; readonly verificationMethod: string; readonly proofValue: string };

/**
 * The document with a W3C Data Integrity proof (FEP-8b32). `verificationMethod` is `<actor>#<thumbprint>`
 * of the document's own actor, `created` an RFC 3339 time in whole seconds. Throws a TypeError for a
 * document whose proof other servers would refuse.
 */
export function addProof(
  document: JsonObject,
  { key, verificationMethod, created }: { key: KeyObject; verificationMethod: string; created: string },
): Record<string, unknown> {
  const context = document['@context'];
  if ('proof' in document) throw new TypeError('The document has a proof already.');
  if (!isProofContext(context)) throw new TypeError("The document's @context cannot carry a proof.");
  if (!isActivityStreamsType(document['type'])) throw new TypeError("The document's type is not of ActivityStreams.");
  if (!isControlledBy(verificationMethod, actorOf(document))) throw new TypeError("The key is not the actor's.");
  if (!CREATED.test(created)) throw new TypeError('A proof is dated in whole seconds, UTC.');
  requireStrict(document);
  const options = { '@context': context, ...PROOF_TYPE, created, verificationMethod };
  return { ...document, proof: { ...options, proofValue: createProofValue(document, options, key) } };
}

/**
 * Who signed a document: the key id, and when. The document must come from `parseStrictJson`; a parsed
 * object cannot show that a member was there twice. Throws 401 `proof-required` when there is no sound
 * proof, 403 `actor-mismatch` when the key is not the actor's, 401 `unknown-key`.
 */
export function verifyProof(
  document: JsonObject,
  { resolveKey }: { resolveKey: (verificationMethod: string) => KeyObject | undefined },
): { keyId: string; created: string } {
  const { proof, ...unsecured } = document;
  const { created, verificationMethod, proofValue } = readProof(proof, unsecured['@context']);
  if (!isControlledBy(verificationMethod, actorOf(unsecured))) throw actorMismatch();
  const key = resolveKey(verificationMethod);
  if (key === undefined) throw unknownKey();
  requireStrict(unsecured);
  const { proofValue: _, ...proofOptions } = proof as Record<string, unknown>;
  if (!verifyProofValue({ unsecured, proofOptions, proofValue, key })) throw proofRequired('The proof does not hold.');
  return { keyId: verificationMethod, created };
}

function readProof(proof: unknown, documentContext: unknown): Proof {
  if (typeof proof !== 'object' || proof === null) throw proofRequired('The document has no proof.');
  const names = Object.keys(proof);
  // Some verifiers rebuild the options from the members they know, so an extra one would go unsigned there.
  const isExact = names.length === PROOF_MEMBERS.length && PROOF_MEMBERS.every((name) => names.includes(name));
  if (!isExact) throw proofRequired('The proof has not exactly the members it must have.');
  const { '@context': context, type, cryptosuite, proofPurpose, ...rest } = proof as Record<string, unknown>;
  // The W3C algorithm binds proof.@context only and takes contexts appended to the document's later.
  if (!isProofContext(documentContext) || canonicalJson(context) !== canonicalJson(documentContext)) {
    throw proofRequired('The contexts of document and proof must be the same known ones.');
  }
  const isOurSuite = type === PROOF_TYPE.type && cryptosuite === PROOF_TYPE.cryptosuite;
  if (!isOurSuite || proofPurpose !== PROOF_TYPE.proofPurpose) throw proofRequired('The proof is of another kind.');
  const { created, verificationMethod, proofValue } = rest;
  if (typeof created !== 'string' || !CREATED.test(created)) throw proofRequired('The proof is not dated in whole seconds.');
  if (typeof verificationMethod !== 'string') throw proofRequired('The proof names no key.');
  if (typeof proofValue !== 'string') throw proofRequired('The proof has no value.');
  return { created, verificationMethod, proofValue };
}

/** An activity's `actor`, an object's `attributedTo`, an actor's own `id`. */
function actorOf(document: JsonObject): unknown {
  return document['actor'] ?? document['attributedTo'] ?? document['id'];
}

function isControlledBy(verificationMethod: string, actor: unknown): boolean {
  const hash = verificationMethod.indexOf('#');
  return hash > 0 && hash < verificationMethod.length - 1 && verificationMethod.slice(0, hash) === actor;
}

/** The same bounds as at the door: safe numbers, whole characters, known depth (JCS alone signs any double). */
function requireStrict(document: JsonObject): void {
  parseStrictJson(canonicalJson(document));
}

function proofRequired(detail: string): Problem {
  return new Problem({ status: 401, code: 'proof-required', title: "The document must carry its owner's proof.", detail });
}

function actorMismatch(): Problem {
  return new Problem({ status: 403, code: 'actor-mismatch', title: "The key does not belong to the document's actor." });
}

function unknownKey(): Problem {
  return new Problem({ status: 401, code: 'unknown-key', title: 'The signing key is not known here.' });
}
