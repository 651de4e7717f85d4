import { createHash } from 'node:crypto';
import { INVITATION_LIFETIME_MS, signInvitation } from '@adjoin/protocol/pairing/invitation';
import { commitNonce } from '@adjoin/protocol/pairing/words';
import type { NodeContext } from '../../../context.ts';
import type { Tx } from '../../../database/database.ts';
import { notFound } from '../../../http/problems.ts';
import { instantOf } from '../../../ports/clock.ts';
import { appendAudit } from '../../audit/commands.ts';
import { MAX_OPEN_INVITATIONS } from '../limits.ts';
import { invitationUsed, tooManyInvitations } from '../problems.ts';
import { countOpenInvitations, findInvitation } from '../queries.ts';

const SECRET_BYTES = 16;
const NONCE_BYTES = 16;

/** What is kept of an invitation's secret: with 128 random bits a plain hash is enough (THREATS 37, 39). */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}

/**
 * Makes an invitation for one other company. The answer is the only time that its secret is seen.
 * @throws Problem 429 `too-many-invitations`
 */
export async function createInvitation(tx: Tx, context: NodeContext, { personId, note }: { personId: string; note: string }): Promise<{ id: string; invitation: string; expires_at: string }> {
  const { clock, entropy, identity, feed } = context;
  const now = clock.now();
  const at = instantOf(now);
  if ((await countOpenInvitations(tx.db, at)) >= MAX_OPEN_INVITATIONS) throw tooManyInvitations(MAX_OPEN_INVITATIONS);
  const secret = entropy.bytes(SECRET_BYTES).toString('base64url');
  const nonce = entropy.bytes(NONCE_BYTES).toString('base64url');
  const expires = instantOf(now + INVITATION_LIFETIME_MS);
  const id = `invi_${entropy.uuid()}`;
  await tx.db
    .insertInto('pairing_invitations')
    .values({ id, secret_hash: hashSecret(secret), nonce, created_by: personId, note, created_at: at, expires_at: expires, used_at: null, used_by: null, revoked_at: null })
    .execute();
  await appendAudit(tx, feed, [{ at, actor: personId, action: 'invitation.created', subject: id }]);
  const invitation = signInvitation({ secret, commitment: commitNonce(nonce), expires, document: identity.documentJws }, identity.operational);
  return { id, invitation, expires_at: expires };
}

/**
 * Makes an invitation useless. Doing so twice is doing so once.
 * @throws Problem 404 `not-found`, 409 `invitation-used`
 */
export async function revokeInvitation(tx: Tx, { clock, feed }: NodeContext, { id, personId }: { id: string; personId: string }): Promise<void> {
  const invitation = await findInvitation(tx.db, id);
  if (invitation === undefined) throw notFound();
  if (invitation.used_at !== null) throw invitationUsed();
  if (invitation.revoked_at !== null) return;
  const at = instantOf(clock.now());
  await tx.db.updateTable('pairing_invitations').set({ revoked_at: at }).where('id', '=', id).execute();
  await appendAudit(tx, feed, [{ at, actor: personId, action: 'invitation.revoked', subject: id }]);
}
