import type { NodeContext } from '../../../context.ts';
import type { Tx } from '../../../database/database.ts';
import { instantOf } from '../../../ports/clock.ts';
import { MAX_REMEMBERED_TOKENS } from '../limits.ts';
import { findRefreshToken } from '../queries.ts';
import { judgeRefreshToken, sessionExpiry } from '../rules.ts';
import { hashOfSecret, makeSecret } from '../secrets.ts';
import type { IssuedSession } from './create-session.ts';
import { revokeSessions } from './revoke-sessions.ts';

/**
 * Exchanges a refresh token for the next one. `undefined` says that the session is over; a token used twice ends it here,
 * which is a change and therefore no exception (RFC 9700 §4.14.2).
 */
export async function refreshSession(tx: Tx, context: NodeContext, refreshToken: string): Promise<IssuedSession | undefined> {
  const { clock, entropy, sessions } = context;
  const nowMs = clock.now();
  const now = instantOf(nowMs);
  const token = await findRefreshToken(tx.db, hashOfSecret(refreshToken));
  if (token === undefined || token.revoked_at !== null || token.expires_at <= now || token.status !== 'active') return undefined;
  const { session_id: sessionId, person_id: personId } = token;
  const isSuccessorUnused = token.replaced_by !== null && (await findRefreshToken(tx.db, token.replaced_by))?.replaced_at === null;
  const verdict = judgeRefreshToken({ replacedAt: token.replaced_at, isSuccessorUnused, nowMs });
  if (verdict === 'reused') {
    await revokeSessions(tx, context, { sessionIds: [sessionId], actor: 'system', reason: 'token-reused' });
    return undefined;
  }
  const next = makeSecret(entropy, 'refresh');
  const expiresAt = sessionExpiry({ nowMs, createdAt: token.created_at });
  const replaced = token.replaced_by === null ? [token.hash] : [token.hash, token.replaced_by];
  await replaceTokens(tx, { sessionId, replaced, next: hashOfSecret(next), now });
  await tx.db.updateTable('sessions').set({ used_at: now, expires_at: expiresAt }).where('id', '=', sessionId).execute();
  sessions.refresh(tx, [sessionId]);
  return { sessionId, personId, refreshToken: next, expiresAt };
}

type Replacement = { readonly sessionId: string; readonly replaced: readonly string[]; readonly next: string; readonly now: string };

async function replaceTokens(tx: Tx, { sessionId, replaced, next, now }: Replacement): Promise<void> {
  const tokens = tx.db.updateTable('refresh_tokens').where('hash', 'in', replaced);
  // What was replaced before keeps its time, or each retry would prolong the grace.
  await tokens.set({ replaced_at: now }).where('replaced_at', 'is', null).execute();
  await tokens.set({ replaced_by: next }).execute();
  const row = { hash: next, session_id: sessionId, created_at: now, replaced_at: null, replaced_by: null };
  await tx.db.insertInto('refresh_tokens').values(row).execute();
  const outdated = tx.db
    .selectFrom('refresh_tokens')
    .select('hash')
    .where('session_id', '=', sessionId)
    .where('replaced_at', 'is not', null)
    .orderBy('replaced_at', 'desc')
    .limit(MAX_REMEMBERED_TOKENS)
    .offset(MAX_REMEMBERED_TOKENS);
  await tx.db.deleteFrom('refresh_tokens').where('hash', 'in', outdated).execute();
}
