export const ACTIVITYSTREAMS_CONTEXT = 'https://www.w3.org/ns/activitystreams';
export const SECURITY_CONTEXT = 'https://w3id.org/security/v1';
export const DATA_INTEGRITY_CONTEXT = 'https://w3id.org/security/data-integrity/v2';
/** The one of these that knows `assertionMethod`. */
export const DID_CONTEXT = 'https://www.w3.org/ns/did/v1';
export const MULTIKEY_CONTEXT = 'https://w3id.org/security/multikey/v1';

/** Without both of these, verifiers elsewhere see no proof or no document. */
const REQUIRED_CONTEXTS = [ACTIVITYSTREAMS_CONTEXT, DATA_INTEGRITY_CONTEXT] as const;

// Contexts are names of fixed meanings here and are never loaded. One that we do not know could give
// the members other meanings for a JSON-LD reader than they have for us.
const KNOWN_CONTEXTS: ReadonlySet<unknown> = new Set([...REQUIRED_CONTEXTS, SECURITY_CONTEXT, DID_CONTEXT, MULTIKEY_CONTEXT]);

/** Whether a document's `@context` is a list of known names with the two that proofs need. */
export function isProofContext(context: unknown): context is readonly string[] {
  if (!Array.isArray(context) || context.length > KNOWN_CONTEXTS.size) return false;
  return context.every((entry) => KNOWN_CONTEXTS.has(entry))
    && REQUIRED_CONTEXTS.every((required) => context.includes(required));
}
