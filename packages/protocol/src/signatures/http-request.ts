import { sign as signEd25519, verify as verifyEd25519 } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { componentIdentity, createSignatureSync, isSignatureError, verifySignature } from 'http-message-sig';
import type { SignatureParameters, UntrustedSignatureCandidate } from 'http-message-sig';
import { Problem } from '../problem.ts';
import { contentDigest, verifyContentDigest } from './digest.ts';

const ALGORITHM = 'ed25519';
const TAG = 'adjoin';
const LABEL = 'adjoin';
const PARAMETERS = ['created', 'expires', 'nonce', 'alg', 'keyid', 'tag'];
const BARE_COMPONENTS = ['@method', '@target-uri'];
const BODY_COMPONENTS = [...BARE_COMPONENTS, 'content-type', 'content-digest'];
const SIGNED_FIELDS = new Set(['signature', 'signature-input', 'content-type', 'content-digest']);
/** Longest life of a signature, and furthest that two clocks may differ. */
const MAX_LIFETIME_SECONDS = 300;
const MAX_SKEW_SECONDS = 300;
/** The four fields together; the parser's cost grows with the square of a run of blanks. */
const MAX_FIELDS_CHARACTERS = 4096;
const NONCE = /^[A-Za-z0-9_-]{16,64}$/;

export type RequestToSign = {
  readonly method: string;
  readonly targetUri: string;
  readonly contentType?: string | undefined;
  readonly body?: Uint8Array | undefined;
  readonly keyId: string;
  readonly key: KeyObject;
  /** Seconds since 1970. */
  readonly created: number;
  readonly expires: number;
  /** 16 to 64 characters of base64url, never used twice. */
  readonly nonce: string;
  readonly tag: typeof TAG;
};

export type RequestToVerify = {
  readonly method: string;
  /** Rebuilt from our configured public address, never from Host (RFC 9421 §7.2.1). */
  readonly targetUri: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Uint8Array;
  readonly resolveKey: (keyId: string) => KeyObject | undefined;
  /** Seconds since 1970. */
  readonly now: number;
};

export type VerifiedRequest = {
  readonly keyId: string;
  readonly nonce: string;
  readonly created: number;
  readonly expires: number;
};

/** The fields that sign a request by RFC 9421; an empty body counts as none. */
export function signRequest(request: RequestToSign): { headers: Record<string, string> } {
  const { method, targetUri, contentType, body, key, keyId, created, expires, nonce, tag } = request;
  const headers: Record<string, string> = {};
  if (body !== undefined && body.length > 0) {
    if (contentType === undefined) throw new TypeError('A body needs a content type.');
    headers['content-type'] = contentType;
    headers['content-digest'] = contentDigest(body);
  }
  const fields = Object.entries(headers).map(([name, value]) => ({ name, value }));
  const { signature, signatureInput } = createSignatureSync(
    { kind: 'request', method, targetUri, fields },
    {
      label: LABEL,
      components: fields.length > 0 ? BODY_COMPONENTS : BARE_COMPONENTS,
      parameters: { created, expires, nonce, alg: ALGORITHM, keyid: keyId, tag },
      signer: { algorithm: ALGORITHM, sign: (base) => signEd25519(null, base, key) },
    },
  );
  return { headers: { ...headers, 'signature-input': signatureInput, signature } };
}

/**
 * Who signed a request, and under which nonce. The caller still has to refuse a nonce seen before.
 * Throws 401 `coverage` (something unsigned, or the digest is not the body's), `unknown-key`,
 * `stale` or `clock-skew` (both with `server_time`), `invalid-signature`.
 */
export async function verifyRequest(request: RequestToVerify): Promise<VerifiedRequest> {
  const { method, targetUri, body, resolveKey, now } = request;
  const fields = signedFields(request);
  const components = body.length > 0 ? BODY_COMPONENTS : BARE_COMPONENTS;
  try {
    const { parameters } = await verifySignature(
      { kind: 'request', method, targetUri, fields },
      {
        // The library parses strictly and compares algorithms. Coverage and freshness are checked in
        // resolveVerifier: there ours are exact sets and exact times, each with its own code.
        policy: {
          algorithms: [ALGORITHM],
          requiredComponents: [],
          requiredParameters: [],
          clockSkew: Number.MAX_SAFE_INTEGER,
          now,
        },
        resolveVerifier: (candidate) => {
          requireCoverage(candidate, components);
          const key = resolveKey(candidate.parameters.keyid!);
          if (key === undefined) throw refusal('unknown-key', 'The signing key is not known here.');
          requireFreshness(candidate.parameters, now);
          return verifierOf(key);
        },
      },
    );
    requireDigest(fields, body);
    const { keyid, nonce, created, expires } = parameters;
    return { keyId: keyid!, nonce: nonce!, created: created!, expires: expires! };
  } catch (error) {
    throw asProblem(error);
  }
}

type Field = { readonly name: string; readonly value: string };

function signedFields({ headers }: RequestToVerify): Field[] {
  const fields: Field[] = [];
  let characters = 0;
  for (const [name, value] of headers) {
    const lowerName = name.toLowerCase();
    if (!SIGNED_FIELDS.has(lowerName)) continue;
    fields.push({ name: lowerName, value });
    characters += value.length;
  }
  if (characters > MAX_FIELDS_CHARACTERS) throw refusal('invalid-signature', 'The signature is not valid.');
  return fields;
}

function requireCoverage(candidate: UntrustedSignatureCandidate, components: readonly string[]): void {
  const { parameters } = candidate;
  const isExact = haveSameNames(candidate.components.map(componentIdentity), components.map(componentIdentity))
    && haveSameNames(Object.keys(parameters), PARAMETERS);
  if (!isExact || parameters.tag !== TAG || !NONCE.test(parameters.nonce!)) throw coverage();
  const lifetimeSeconds = parameters.expires! - parameters.created!;
  if (lifetimeSeconds <= 0 || lifetimeSeconds > MAX_LIFETIME_SECONDS) throw coverage();
}

/** Neither list repeats a name: the library refuses duplicates when it parses. */
function haveSameNames(actual: readonly string[], expected: readonly string[]): boolean {
  return actual.length === expected.length && expected.every((name) => actual.includes(name));
}

/**
 * A request that is too old has always expired, because lifetimes are bounded; so a late replay and
 * a slow clock look alike and are `stale`, and only a fast clock is `clock-skew`.
 */
function requireFreshness({ created, expires }: SignatureParameters, now: number): void {
  const extensions = { server_time: new Date(now * 1000).toISOString() };
  if (expires! < now) throw refusal('stale', 'The signature has expired.', extensions);
  if (Math.abs(now - created!) > MAX_SKEW_SECONDS) {
    throw refusal('clock-skew', "The sender's clock differs too much from ours.", extensions);
  }
}

function verifierOf(key: KeyObject): { algorithm: string; verify: (base: Uint8Array, signature: Uint8Array) => boolean } {
  return {
    // The stored key names the algorithm; a key of another type can never pass the policy.
    algorithm: key.asymmetricKeyType ?? 'none',
    verify: (base, signature) => verifyEd25519(null, base, key, signature),
  };
}

function requireDigest(fields: readonly Field[], body: Uint8Array): void {
  if (body.length === 0) return;
  const digest = fields.filter(({ name }) => name === 'content-digest').map(({ value }) => value).join(', ');
  if (!verifyContentDigest(digest, body)) throw coverage();
}

function asProblem(error: unknown): unknown {
  if (!isSignatureError(error)) return error;
  if (error.code === 'ResolverFailed') return error.cause;
  return error.code === 'MissingField' ? coverage() : refusal('invalid-signature', 'The signature is not valid.');
}

function coverage(): Problem {
  return refusal('coverage', 'The signature does not cover what it has to.');
}

function refusal(code: string, title: string, extensions?: Record<string, unknown>): Problem {
  return new Problem({ status: 401, code, title, extensions });
}
