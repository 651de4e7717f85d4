import type { KeyObject } from 'node:crypto';
import { ownerOf } from '@adjoin/protocol/identifiers/ids';
import { Problem } from '@adjoin/protocol/problem';
import { verifyRequest, type VerifiedRequest } from '@adjoin/protocol/signatures/http-request';
import type { FastifyRequest } from 'fastify';
import type { NodeContext } from '../context.ts';
import { appendAudit } from '../features/audit/commands.ts';
import { createThrottle, type Rate } from '../features/people/throttle.ts';
import type { Partner } from '../features/replication/neighbours.ts';
import { instantOf } from '../ports/clock.ts';
import { notPaired, unsupportedMediaType } from './problems.ts';
import type { App } from './server.ts';
import { ACTIVITY_JSON } from './signed-request.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The partner whose node signed the request. */
    partner: Partner;
    /** The signature's nonce: names the request for good (THREATS 18). */
    nonce: string;
  }
}

/** Lines that the refusals of one partner, or of all strangers together, may leave; beyond, a flood leaves one more. */
const REFUSAL_LINES: Rate = { burst: 30, refillMs: 60_000 };

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
  const auditRefusal = createRefusalAudit(context);

  function heardPartner(keyId: string): Partner {
    const partner = partners.find(ownerOf(keyId));
    if (partner === undefined || !isHeard(partner)) throw notPaired();
    return partner;
  }

  app.decorateRequest('partner');
  app.decorateRequest('nonce');
  app.addHook('preValidation', async (request) => {
    let claimed: string | undefined;
    try {
      const { keyId, nonce } = await verifySignedRequest(context, request, (id) => {
        claimed = ownerOf(id);
        return heardPartner(id).requestKeys.get(id);
      });
      request.partner = heardPartner(keyId);
      request.nonce = nonce;
    } catch (error) {
      if (error instanceof Problem) await auditRefusal({ claimed, code: error.code, route: request.routeOptions.url ?? '' });
      throw error;
    }
  });
}

function isHeard({ state }: Partner): boolean {
  return state === 'active' || state === 'requested';
}

type RefusedRequest = { readonly claimed: string | undefined; readonly code: string; readonly route: string };

/** A refused request leaves a line of audit: whose key it named if that is a partner's, which refusal, nothing of the request itself. */
function createRefusalAudit({ clock, database, feed, partners }: NodeContext): (refused: RefusedRequest) => Promise<void> {
  const throttle = createThrottle(clock, REFUSAL_LINES);
  return async ({ claimed, code, route }) => {
    const partner = claimed === undefined ? undefined : partners.find(claimed);
    const refusal = throttle.take(partner?.did ?? 'strangers');
    if (refusal !== undefined && !refusal.isFirst) return;
    const entry = { at: instantOf(clock.now()), actor: partner?.did ?? 'system', action: 'request.refused', subject: route, partnerId: partner?.id, details: { code } };
    await database.write((tx) => appendAudit(tx, feed, [entry]));
  };
}
