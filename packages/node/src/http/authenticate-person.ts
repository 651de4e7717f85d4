import type { FastifyRequest } from 'fastify';
import type { NodeContext } from '../context.ts';
import { verifyAccessToken, type AccessClaims } from './access-tokens.ts';
import type { AuthenticatedPerson } from './authenticated-person.ts';
import { unauthenticated } from './problems.ts';
import type { App } from './server.ts';

/** Tokens whose signature need not be checked again; the oldest goes first. */
const MAX_VERIFIED_TOKENS = 2_000;
const MAX_TOKEN_LENGTH = 2_048;

/**
 * Makes every route of this scope ask who is there: sets `request.person`, or refuses with 401. The session is looked up
 * on each request, so that a revoked one, a deactivated account or a changed role counts at once (THREATS 35, 41).
 */
export function authenticatePeople(app: App, context: NodeContext): void {
  const verified = new Map<string, AccessClaims>();

  function claimsOf(token: string): AccessClaims | undefined {
    const known = verified.get(token);
    if (known !== undefined) return known;
    const claims = verifyAccessToken(app, context, token);
    if (claims === undefined) return undefined;
    if (verified.size >= MAX_VERIFIED_TOKENS) verified.delete(verified.keys().next().value as string);
    verified.set(token, claims);
    return claims;
  }

  async function personOf(request: FastifyRequest): Promise<AuthenticatedPerson> {
    const token = readBearer(request);
    const claims = token === undefined ? undefined : claimsOf(token);
    // RFC 7519 §4.1.4: not on or after. Asked on every request, because the signature is checked only once.
    const isFresh = claims !== undefined && context.clock.now() < claims.exp * 1000;
    const person = isFresh ? await context.sessions.find(claims.sid) : undefined;
    if (person === undefined || person.id !== claims?.sub) throw unauthenticated();
    return person;
  }

  app.decorateRequest('person');
  app.addHook('onRequest', async (request) => {
    request.person = await personOf(request);
  });
}

/** RFC 6750 §2.1; the scheme in any case (RFC 9110 §11.1). */
function readBearer(request: FastifyRequest): string | undefined {
  const { authorization } = request.headers;
  if (authorization === undefined || authorization.length > MAX_TOKEN_LENGTH) return undefined;
  return /^Bearer ([A-Za-z0-9_.-]+)$/i.exec(authorization)?.[1];
}
