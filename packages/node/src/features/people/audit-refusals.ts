import type { NodeContext } from '../../context.ts';
import { problemOf } from '../../http/reply-problem.ts';
import type { App } from '../../http/server.ts';
import { instantOf } from '../../ports/clock.ts';
import { appendAudit } from '../audit/commands.ts';
import { createThrottle, type Rate } from './throttle.ts';

/** Lines that one person's forbidden requests may leave; beyond, a flood leaves one more. */
const LINES_PER_PERSON: Rate = { burst: 30, refillMs: 60_000 };

/**
 * A person who asks for what they may not do leaves a line of audit: who, which route, which refusal, nothing of the
 * request itself (THREATS 36).
 */
export function auditRefusals(app: App, context: NodeContext): void {
  const { clock, database, feed } = context;
  const throttle = createThrottle(clock, LINES_PER_PERSON);
  app.addHook('onError', async (request, _reply, error) => {
    const problem = problemOf(error);
    if (problem?.status !== 403) return;
    const refusal = throttle.take(request.person.id);
    if (refusal !== undefined && !refusal.isFirst) return;
    const route = `${request.method} ${request.routeOptions.url ?? ''}`;
    const at = instantOf(clock.now());
    const details = { code: problem.code };
    await database.write((tx) => appendAudit(tx, feed, [{ at, actor: request.person.id, action: 'request.refused', subject: route, details }]));
  });
}
