import { randomBytes } from 'node:crypto';
import { didKeyOf, encodeMultikey } from '@adjoin/protocol/identifiers/did-key';
import { signNodeDocument, type NodeDocument } from '@adjoin/protocol/pairing/node-document';
import { keyPairFromSeed, rawPublicKey, thumbprint } from '@adjoin/protocol/signatures/ed25519';
import { signRequest, type RequestToSign } from '@adjoin/protocol/signatures/http-request';
import type { LightMyRequestResponse } from 'fastify';
import type { TestNode } from './create-test-node.ts';

const ACTIVITY_JSON = 'application/activity+json';

type Sending = {
  readonly path: string;
  readonly body?: string;
  readonly method?: 'GET' | 'POST';
  /** What is signed in place of what is sent. */
  readonly signing?: Partial<RequestToSign>;
  /** Headers added to, or put in place of, those that were signed. */
  readonly headers?: Readonly<Record<string, string>>;
};

/** A node that only signs: for requests that no honest node would send. */
export type StrangerNode = {
  readonly did: string;
  readonly kid: string;
  readonly document: (changes?: Partial<NodeDocument>) => string;
  readonly send: (to: TestNode, sending: Sending) => Promise<LightMyRequestResponse>;
};

export function createStranger(name = 'Mallory'): StrangerNode {
  const [identity, operational] = [keyPairFromSeed(randomBytes(32)), keyPairFromSeed(randomBytes(32))];
  const did = didKeyOf(identity.publicKey);
  const kid = `${did}#${thumbprint(operational.publicKey)}`;
  const document: NodeDocument = {
    id: did,
    name,
    version: 1,
    updated: '2026-11-23T11:00:00.000Z',
    addresses: [{ url: `https://${name.toLowerCase()}.example` }],
    keys: [{ id: kid, publicKeyMultibase: encodeMultikey(rawPublicKey(operational.publicKey)), status: 'active' }],
  };
  return {
    did,
    kid,
    document: (changes = {}) => signNodeDocument({ ...document, ...changes }, identity.privateKey),
    send: (to, { path, body, method = 'POST', signing = {}, headers = {} }) => {
      const created = Math.floor(to.node.context.clock.now() / 1000);
      const bytes = body === undefined ? undefined : Buffer.from(body);
      const signed = signRequest({
        method,
        targetUri: `${to.url}${path}`,
        contentType: ACTIVITY_JSON,
        body: bytes,
        keyId: kid,
        key: operational.privateKey,
        created,
        expires: created + 300,
        nonce: randomBytes(16).toString('base64url'),
        tag: 'adjoin',
        ...signing,
      });
      return to.inject({ method, url: path, headers: { ...signed.headers, ...headers }, remoteAddress: '198.51.100.9', ...(bytes === undefined ? {} : { payload: bytes }) });
    },
  };
}
