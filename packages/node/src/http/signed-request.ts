import { signRequest } from '@adjoin/protocol/signatures/http-request';
import type { NodeContext } from '../context.ts';
import type { Address, Answer } from '../ports/transport.ts';

export const ACTIVITY_JSON = 'application/activity+json';
/** Life of a request's signature, in seconds. */
const SIGNATURE_LIFETIME_S = 300;
const NONCE_BYTES = 16;

export type SignedRequest = {
  readonly address: Address;
  readonly method: 'GET' | 'POST';
  /** Path and query. */
  readonly path: string;
  readonly body?: Uint8Array | undefined;
  readonly deadlineMs: number;
  readonly maxAnswerBytes: number;
};

/** Sends a request to a node, signed by our operational key by RFC 9421 (rules SIG-1 … SIG-6). */
export function sendSigned(context: Pick<NodeContext, 'clock' | 'entropy' | 'identity' | 'transport'>, request: SignedRequest): Promise<Answer> {
  const { clock, entropy, identity, transport } = context;
  const created = Math.floor(clock.now() / 1000);
  const { headers } = signRequest({
    method: request.method,
    targetUri: `${request.address.url}${request.path}`,
    contentType: request.body === undefined ? undefined : ACTIVITY_JSON,
    body: request.body,
    keyId: identity.operational.kid,
    key: identity.operational.key,
    created,
    expires: created + SIGNATURE_LIFETIME_S,
    nonce: entropy.bytes(NONCE_BYTES).toString('base64url'),
    tag: 'adjoin',
  });
  return transport.request({ ...request, headers });
}
