import { createHash, randomBytes, sign, verify } from 'node:crypto';
import { createSignatureSync, verifySignature } from 'http-message-sig';
import { keyOfMultikey, type Document, type OtherIdentity } from './identity.ts';

export type Wire = { readonly method: string; readonly url: string; readonly headers: Readonly<Record<string, string>>; readonly body: string };

const BARE = ['@method', '@target-uri'];
const FULL = [...BARE, 'content-type', 'content-digest'];

/** A request as rules SIG-1 to SIG-6 want it. */
export function signWire(identity: OtherIdentity, { method, url, body }: Omit<Wire, 'headers'>): Wire {
  const digest = `sha-256=:${createHash('sha256').update(body).digest('base64')}:`;
  const headers: Record<string, string> = body === '' ? {} : { 'content-type': 'application/activity+json', 'content-digest': digest };
  const created = Math.floor(Date.now() / 1000);
  const { signature, signatureInput } = createSignatureSync(
    { kind: 'request', method, targetUri: url, fields: Object.entries(headers).map(([name, value]) => ({ name, value })) },
    {
      components: body === '' ? BARE : FULL,
      parameters: { created, expires: created + 60, nonce: randomBytes(16).toString('base64url'), alg: 'ed25519', keyid: identity.kid, tag: 'adjoin' },
      signer: { algorithm: 'ed25519', sign: (base) => sign(null, base, identity.key) },
    },
  );
  return { method, url, headers: { ...headers, 'signature-input': signatureInput, signature }, body };
}

/** Throws unless the request is signed by an active key of this document, and its digest is the body's. */
export async function checkWire({ method, url, headers, body }: Wire, { keys }: Document): Promise<void> {
  const fields = Object.entries(headers).map(([name, value]) => ({ name, value }));
  await verifySignature({ kind: 'request', method, targetUri: url, fields }, {
    policy: { algorithms: ['ed25519'], requiredComponents: body === '' ? BARE : FULL, requiredParameters: ['created', 'expires', 'nonce', 'alg', 'keyid', 'tag'], maxAge: 300 },
    resolveVerifier: ({ parameters }) => {
      const known = keys.find(({ id, status }) => id === parameters.keyid && status === 'active');
      if (known === undefined) throw new Error('no such key');
      return { algorithm: 'ed25519', verify: (base, signature) => verify(null, base, keyOfMultikey(known.publicKeyMultibase), signature) };
    },
  });
  const expected = `sha-256=:${createHash('sha256').update(body).digest('base64')}:`;
  if (body !== '' && headers['content-digest'] !== expected) throw new Error('the digest is not of this body');
}
