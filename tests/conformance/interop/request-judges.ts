import { verify, type KeyObject } from 'node:crypto';
import { verifyRequest as verifyByFedify } from '@fedify/fedify/sig';
import { verifySignature } from 'http-message-sig';
import { createVerifier, httpbis } from 'http-message-signatures';
import { verifyRequest } from '@adjoin/protocol/signatures/http-request';
import type { LoadDocument } from './published-documents.ts';

export const COMPONENTS = ['@method', '@target-uri', 'content-type', 'content-digest'];
export const PARAMETERS = ['created', 'expires', 'nonce', 'alg', 'keyid', 'tag'];

export type SentRequest = { readonly method: string; readonly url: string; readonly headers: Readonly<Record<string, string>>; readonly body: string };
export type RequestJudge = (request: SentRequest) => Promise<boolean>;

type Signer = {
  readonly keyId: string;
  readonly publicKey: KeyObject;
  /** Where Fedify reads the key from. */
  readonly loadDocument: LoadDocument;
  /** Seconds since 1970. Two of the judges read the real clock, so this must be near it. */
  readonly now: number;
};

/** Three independent verifiers of RFC 9421, each asked whether this signer signed a request (STANDARDS.md §3, §4). */
export function requestJudges({ keyId, publicKey, loadDocument, now }: Signer): Record<string, RequestJudge> {
  return {
    'http-message-sig': async ({ method, url, headers, body }) => {
      const fields = Object.entries(headers).map(([name, value]) => ({ name, value }));
      const { parameters } = await verifySignature({ kind: 'request', method, targetUri: url, fields }, {
        policy: { algorithms: ['ed25519'], requiredComponents: componentsOf(body), requiredParameters: PARAMETERS, maxAge: 300, now },
        resolveVerifier: () => ({ algorithm: 'ed25519', verify: (data, signature) => verify(null, data, publicKey, signature) }),
      });
      return parameters.keyid === keyId;
    },
    'http-message-signatures': async ({ method, url, headers, body }) =>
      await httpbis.verifyMessage({
        keyLookup: ({ keyid }) => Promise.resolve(keyid === keyId ? { id: keyId, algs: ['ed25519'], verify: createVerifier(publicKey, 'ed25519') } : null),
        requiredFields: componentsOf(body),
        requiredParams: PARAMETERS,
        tolerance: 60,
      }, { method, url, headers }) === true,
    'Fedify': async ({ method, url, headers, body }) => {
      const request = new Request(url, { method, headers, ...(body === '' ? {} : { body }) });
      const key = await verifyByFedify(request, { documentLoader: loadDocument, contextLoader: loadDocument, spec: 'rfc9421' });
      return key?.id?.href === keyId;
    },
  };
}

/** Our own verdict on the same question. */
export function ourJudge({ keyId, publicKey, now }: Omit<Signer, 'loadDocument'>): RequestJudge {
  return async ({ method, url, headers, body }) => {
    const verified = await verifyRequest({
      method, targetUri: url, headers: Object.entries(headers), body: Buffer.from(body), now,
      resolveKey: (id) => (id === keyId ? publicKey : undefined),
    });
    return verified.keyId === keyId;
  };
}

export function verdictOf(judge: RequestJudge, request: SentRequest): Promise<boolean> {
  return judge(request).catch(() => false);
}

function componentsOf(body: string): string[] {
  return body === '' ? COMPONENTS.slice(0, 2) : COMPONENTS;
}
