import type { NodeContext } from '../../../context.ts';
import type { Tx } from '../../../database/database.ts';
import { instantOf } from '../../../ports/clock.ts';
import { appendAudit } from '../../audit/commands.ts';
import { MAX_SESSIONS_PER_PERSON, MAX_USER_AGENT_LENGTH } from '../limits.ts';
import { listSessions } from '../queries.ts';
import { sessionExpiry } from '../rules.ts';
import { hashOfSecret, makeSecret } from '../secrets.ts';
import { revokeSessions } from './revoke-sessions.ts';

export type IssuedSession = { readonly sessionId: string; readonly personId: string; readonly refreshToken: string; readonly expiresAt: string };

/** Signs a person in, whose right to it the caller has checked. The secret is in the answer only. */
export async function createSession(
  tx: Tx,
  context: NodeContext,
  { personId, userAgent }: { personId: string; userAgent: string },
): Promise<IssuedSession> {
  const { clock, entropy, feed } = context;
  const nowMs = clock.now();
  const now = instantOf(nowMs);
  await makeRoom(tx, context, personId);
  const sessionId = `sess_${entropy.uuid()}`;
  const expiresAt = sessionExpiry({ nowMs, createdAt: now });
  const refreshToken = makeSecret(entropy, 'refresh');
  const row = { id: sessionId, person_id: personId, created_at: now, used_at: now, expires_at: expiresAt, revoked_at: null };
  await tx.db.insertInto('sessions').values({ ...row, user_agent: userAgent.slice(0, MAX_USER_AGENT_LENGTH) }).execute();
  await tx.db
    .insertInto('refresh_tokens')
    .values({ hash: hashOfSecret(refreshToken), session_id: sessionId, created_at: now, replaced_at: null, replaced_by: null })
    .execute();
  await appendAudit(tx, feed, [{ at: now, actor: personId, action: 'session.created', subject: sessionId }]);
  return { sessionId, personId, refreshToken, expiresAt };
}

/** Forgets what ended, and ends the oldest session of a person who has too many (promise 6). */
async function makeRoom(tx: Tx, context: NodeContext, personId: string): Promise<void> {
  const now = instantOf(context.clock.now());
  const ended = tx.db
    .selectFrom('sessions')
    .select('id')
    .where('person_id', '=', personId)
    .where((where) => where.or([where('revoked_at', 'is not', null), where('expires_at', '<=', now)]));
  await tx.db.deleteFrom('refresh_tokens').where('session_id', 'in', ended).execute();
  await tx.db.deleteFrom('sessions').where('id', 'in', ended).execute();
  const open = await listSessions(tx.db, { personId, now });
  const surplus = open.slice(MAX_SESSIONS_PER_PERSON - 1).map(({ id }) => id);
  await revokeSessions(tx, context, { sessionIds: surplus, actor: 'system', reason: 'too-many' });
}
