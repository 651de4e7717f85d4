import type { KeyObject } from 'node:crypto';
import * as z from 'zod';
import { decodeMultikey, publicKeyOfDid } from '../identifiers/did-key.ts';
import { keyIdPattern } from '../identifiers/ids.ts';
import { instantText } from '../log/header.ts';
import { Problem } from '../problem.ts';
import { publicKeyFromRaw, thumbprint } from '../signatures/ed25519.ts';
import { signJws, verifyJws } from '../signatures/jws.ts';
import { nodeId } from '../vocabulary/objects.ts';
import { nameText } from '../vocabulary/text.ts';

export const MAX_ADDRESSES = 4;
export const MAX_OPERATIONAL_KEYS = 16;
const NODE_DOCUMENT_TYPE = 'adjoin-node+jws';

/** An https (or, on one's own risk, http) origin without path, query or credentials. */
const originUrl = z
  .string()
  .max(255)
  .refine((text) => URL.canParse(text) && ['https:', 'http:'].includes(new URL(text).protocol) && new URL(text).origin === text, 'must be an origin');

/** SHA-256 of the server certificate (DER) in base64url: the pin for certificates that no public CA vouches for. */
export const tlsPin = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

const operationalKey = z.discriminatedUnion('status', [
  z.strictObject({ id: z.string().regex(keyIdPattern), publicKeyMultibase: z.string(), status: z.enum(['active', 'retired']) }),
  z.strictObject({
    id: z.string().regex(keyIdPattern),
    publicKeyMultibase: z.string(),
    status: z.literal('compromised'),
    lastGoodCheckpoint: z.string().optional(),
  }),
]);

/** What a node says about itself, signed by its identity key, which signs nothing else (rules NODE-1 … NODE-6). */
export const nodeDocument = z.strictObject({
  id: nodeId,
  name: nameText,
  version: z.int().min(1),
  updated: instantText,
  addresses: z.array(z.strictObject({ url: originUrl, tlsPin: tlsPin.optional() })).min(1).max(MAX_ADDRESSES),
  keys: z.array(operationalKey).min(1).max(MAX_OPERATIONAL_KEYS),
});
export type NodeDocument = z.infer<typeof nodeDocument>;

/** Signs a node document with the identity key. */
export function signNodeDocument(document: NodeDocument, identityKey: KeyObject): string {
  const kid = `${document.id}#${document.id.slice('did:key:'.length)}`;
  return signJws({ header: { kid, typ: NODE_DOCUMENT_TYPE }, payload: document, key: identityKey });
}

/**
 * Reads and verifies a node document: self-certifying, because the id is the key that must have signed it (rule NODE-2).
 * Every operational key must be named by its own thumbprint under the document's id (rule NODE-4, THREATS 15).
 */
export function verifyNodeDocument(jws: string): NodeDocument {
  const { payload, kid } = verifyJws(jws, {
    typ: NODE_DOCUMENT_TYPE,
    resolveKey: (kid) => (isIdentityKeyId(kid) ? publicKeyOfDid(kid.slice(0, kid.indexOf('#'))) : undefined),
  });
  const parsed = nodeDocument.safeParse(payload);
  if (!parsed.success) throw new Problem({ status: 422, code: 'invalid-node-document', title: 'Not a node document' });
  const document = parsed.data;
  const ownKeys = document.keys.every((key) => key.id === `${document.id}#${thumbprint(publicKeyFromRaw(decodeMultikey(key.publicKeyMultibase)))}`);
  if (kid !== `${document.id}#${document.id.slice('did:key:'.length)}` || !ownKeys) {
    throw new Problem({ status: 403, code: 'actor-mismatch', title: 'A node document speaks for its own node only' });
  }
  return document;
}

function isIdentityKeyId(kid: string): boolean {
  return /^did:key:(z6Mk[1-9A-HJ-NP-Za-km-z]{44})#\1$/.test(kid);
}

/** The keys of a document that may verify new statements: active ones, and retired ones for what they signed before. */
export function trustedKeys(document: NodeDocument): ReadonlyMap<string, KeyObject> {
  return keysOf(document, ['active', 'retired']);
}

/** The keys of a document that may sign requests now. */
export function activeKeys(document: NodeDocument): ReadonlyMap<string, KeyObject> {
  return keysOf(document, ['active']);
}

function keysOf(document: NodeDocument, statuses: readonly string[]): ReadonlyMap<string, KeyObject> {
  const chosen = document.keys.filter(({ status }) => statuses.includes(status));
  return new Map(chosen.map((key) => [key.id, publicKeyFromRaw(decodeMultikey(key.publicKeyMultibase))]));
}
