import type { KeyObject } from 'node:crypto';
import { ownerOf } from '@adjoin/protocol/identifiers/ids';
import { verifyRequest, type VerifiedRequest } from '@adjoin/protocol/signatures/http-request';
import type { FastifyRequest } from 'fastify';
import type { NodeContext } from '../context.ts';
import type { Partner } from '../features/replication/neighbours.ts';
import { auditRefusals } from './audit-refusals.ts';
import { notPaired, unsupportedMediaType } from './problems.ts';
import type { App } from './server.ts';
import { ACTIVITY_JSON } from './signed-request.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The partner whose node signed the request. */
    partner: Partner;
    /** The signature's nonce: names the request for good (THREATS 18). */
    nonce: string;
    /** DID of the node that the request says it is of, proven or not. */
    claimed: string | undefined;
  }
}

/**
 * Nodes send one media type, spelled one way and never compressed (THREATS 24, 26). Bodies stay bytes: what was signed
 * is what is parsed.
 */
export function acceptActivities(app: App): void {
  app.removeAllContentTypeParsers();
  app.addHook('onRequest', async ({ method, headers }) => {
    const isPlain = headers['content-type'] === ACTIVITY_JSON && headers['content-encoding'] === undefined;
    if (method === 'POST' && !isPlain) throw unsupportedMediaType(ACTIVITY_JSON);
  });
  app.addContentTypeParser(ACTIVITY_JSON, { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
}

/**
 * Verifies a request's RFC 9421 signature. `@target-uri` is built from our configured address, never from Host
 * (RFC 9421 §7.2.1, THREATS 17).
 * @throws Problem 401 `coverage`, `unknown-key`, `stale`, `clock-skew` or `invalid-signature`
 */
export function verifySignedRequest({ config, clock }: NodeContext, request: FastifyRequest, resolveKey: (keyId: string) => KeyObject | undefined): Promise<VerifiedRequest> {
  return verifyRequest({
    method: request.method,
    targetUri: `${config.publicUrl}${request.url}`,
    headers: fieldLines(request.raw.rawHeaders),
    body: (request.body as Buffer | undefined) ?? Buffer.alloc(0),
    resolveKey,
    now: Math.floor(clock.now() / 1000),
  });
}

/** The header as it came, line by line: a field sent twice must not pass for one sent once. */
function fieldLines(raw: readonly string[]): [name: string, value: string][] {
  return Array.from({ length: raw.length / 2 }, (_, index) => [raw[2 * index] as string, raw[2 * index + 1] as string]);
}

/**
 * Makes every route of this scope ask which partner is there: sets `request.partner` and `request.nonce`, or refuses
 * with 401. Only keys pinned by pairing count (THREATS 15), and only while the partnership is active, or requested and
 * waiting for both administrators (THREATS 40).
 */
export function authenticateNodes(app: App, context: NodeContext): void {
  const { partners } = context;

  function heardPartner(keyId: string): Partner {
    const partner = partners.find(ownerOf(keyId));
    if (partner === undefined || !isHeard(partner)) throw notPaired();
    return partner;
  }

  app.decorateRequest('partner', null as unknown as Partner);
  app.decorateRequest('nonce');
  app.decorateRequest('claimed');
  // Until its signature verifies, a request is a stranger's, whatever partner its key id names.
  auditRefusals(app, context, ({ partner, claimed }: { partner: Partner | null; claimed: string | undefined }) => {
    if (partner !== null) return { actor: partner.did, partnerId: partner.id };
    const named = claimed === undefined ? undefined : partners.find(claimed);
    return named && { claimed: named.did };
  });
  app.addHook('preValidation', async (request) => {
    const { keyId, nonce } = await verifySignedRequest(context, request, (id) => {
      request.claimed = ownerOf(id);
      const key = heardPartner(id).requestKeys.get(id);
      // The same answer as for a node that is no partner: who works with whom is nobody's to find out.
      if (key === undefined) throw notPaired();
      return key;
    });
    request.partner = heardPartner(keyId);
    request.nonce = nonce;
  });
}

function isHeard({ state }: Partner): boolean {
  return state === 'active' || state === 'requested';
}
