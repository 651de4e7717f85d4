import { createHash } from 'node:crypto';

const KNOWN_ALGORITHMS: ReadonlyMap<string, string> = new Map([['sha-256', 'sha256'], ['sha-512', 'sha512']]);
const MAX_FIELD_CHARACTERS = 1024;
// RFC 8941 §3.2 members whose value is a byte sequence, integer or token. Values that may
// hold a comma (strings, inner lists) do not match, so the whole field is refused.
const MEMBER = /^([a-z*][a-z0-9_.*-]*)=(?::([A-Za-z0-9+/]*={0,2}):|-?\d{1,15}|[A-Za-z*][!#$%&'*+.^_`|~0-9A-Za-z:/-]*)$/;

/** The RFC 9530 `Content-Digest` value of a body: `sha-256=:…:`. */
export function contentDigest(body: Uint8Array): string {
  return `sha-256=:${createHash('sha256').update(body).digest('base64')}:`;
}

/**
 * Whether a `Content-Digest` field speaks for these bytes: it is well-formed, names at least
 * one of sha-256 and sha-512, and every digest of a known algorithm matches (RFC 9530 §2).
 */
export function verifyContentDigest(field: string, body: Uint8Array): boolean {
  if (field.length > MAX_FIELD_CHARACTERS) return false;
  const seen = new Set<string>();
  let knownCount = 0;
  for (const member of field.split(',')) {
    const [, name, value] = MEMBER.exec(member.trim()) ?? [];
    if (name === undefined || seen.has(name)) return false;
    seen.add(name);
    const hash = KNOWN_ALGORITHMS.get(name);
    if (hash === undefined) continue;
    if (value !== createHash(hash).update(body).digest('base64')) return false;
    knownCount += 1;
  }
  return knownCount > 0;
}
