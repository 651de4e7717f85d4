import type { FastifyRequest } from 'fastify';
import type { NodeContext } from '../context.ts';
import { appendAudit } from '../features/audit/commands.ts';
import { createThrottle, type Rate } from '../features/people/throttle.ts';
import { instantOf } from '../ports/clock.ts';
import { problemOf } from './reply-problem.ts';
import type { App } from './server.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set where a refusal has left a line of its own, that says more. */
    hasRefusalLine: boolean;
  }
}

/** Lines that the refusals of one actor, or of all strangers together, may leave; beyond, a flood leaves one more. */
const REFUSAL_LINES: Rate = { burst: 30, refillMs: 60_000 };

/** Whose request it is: a person's id or a partner's DID, or who a stranger says it is. */
type Whose = { readonly actor: string; readonly partnerId?: string | undefined } | { readonly claimed: string } | undefined;

/**
 * Every refused request of this scope leaves one line of audit: who, which route, which refusal, nothing of the request
 * itself (THREATS).
 */
export function auditRefusals(app: App, { clock, database, feed }: NodeContext, whoseOf: (request: FastifyRequest) => Whose): void {
  const throttle = createThrottle(clock, REFUSAL_LINES);
  app.decorateRequest('hasRefusalLine', false);
  app.addHook('onError', async (request, _reply, error) => {
    const problem = problemOf(error);
    if (problem === undefined || problem.status >= 500 || request.hasRefusalLine) return;
    const whose = whoseOf(request);
    const known = whose !== undefined && 'actor' in whose ? whose : undefined;
    const excess = throttle.take(known?.actor ?? 'strangers');
    if (excess !== undefined && !excess.isFirst) return;
    const subject = `${request.method} ${request.routeOptions.url ?? ''}`;
    const entry = { at: instantOf(clock.now()), actor: known?.actor ?? 'system', action: 'request.refused', subject, partnerId: known?.partnerId, details: { code: problem.code, ...(whose !== undefined && 'claimed' in whose ? whose : {}) } };
    await database.write((tx) => appendAudit(tx, feed, [entry]));
  });
}
