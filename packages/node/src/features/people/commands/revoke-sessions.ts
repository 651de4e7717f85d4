import type { NodeContext } from '../../../context.ts';
import type { Tx } from '../../../database/database.ts';
import { instantOf } from '../../../ports/clock.ts';
import { appendAudit } from '../../audit/commands.ts';

type Revocation = {
  readonly sessionIds: readonly string[];
  readonly actor: string;
  readonly reason: 'signed-out' | 'too-many' | 'token-reused' | 'deactivated' | 'password-changed';
};

/** Ends sessions: from the commit on their tokens are refused and what they hold open is closed (THREATS 35, 41). */
export async function revokeSessions(tx: Tx, { clock, feed, sessions }: NodeContext, { sessionIds, actor, reason }: Revocation): Promise<void> {
  if (sessionIds.length === 0) return;
  const at = instantOf(clock.now());
  await tx.db.updateTable('sessions').set({ revoked_at: at }).where('id', 'in', sessionIds).where('revoked_at', 'is', null).execute();
  await appendAudit(tx, feed, sessionIds.map((subject) => ({ at, actor, action: 'session.revoked', subject, details: { reason } })));
  sessions.revoke(tx, sessionIds);
}
