import type { NodeContext } from '../../../context.ts';
import type { Tx } from '../../../database/database.ts';
import { instantOf } from '../../../ports/clock.ts';
import { appendAudit } from '../../audit/commands.ts';
import { partnerIdOf } from '../../identity/company-id.ts';
import { appendActivities } from '../../replication/own-log.ts';
import type { Actor } from '../access.ts';
import { rejectInviteDraft } from '../drafts.ts';
import { findAnswerable } from './accept-share.ts';

/**
 * Declines a partner's invitation; the partner's administrators read the reason.
 * @throws Problem 403 `admin-only`, 404, 409 `already-decided` or `partner-not-active`
 */
export async function rejectShare(tx: Tx, context: NodeContext, { actor, invitationId, reason }: { actor: Actor; invitationId: string; reason: string }): Promise<void> {
  const invitation = await findAnswerable(tx, actor, invitationId);
  const at = instantOf(context.clock.now());
  await tx.db.updateTable('share_invitations').set({ state: 'rejected', decided_at: at }).where('id', '=', invitation.id).execute();
  await appendActivities(tx, context, { name: { kind: 'partnership', partner: invitation.host }, drafts: [rejectInviteDraft({ actor: actor.did, at }, invitation, reason)] });
  const partnerId = partnerIdOf(invitation.host);
  await appendAudit(tx, context.feed, [{ at, actor: actor.id, action: 'share.updated', subject: invitation.id, partnerId, details: { state: 'rejected' } }]);
}
