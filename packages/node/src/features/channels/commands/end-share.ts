import { partnerIdOf } from '../../identity/company-id.ts';
import type { NodeContext } from '../../../context.ts';
import type { Tx } from '../../../database/database.ts';
import { instantOf } from '../../../ports/clock.ts';
import { notFound } from '../../../http/problems.ts';
import { appendAudit } from '../../audit/commands.ts';
import { appendActivities } from '../../replication/own-log.ts';
import { managedChannel, type Actor } from '../access.ts';
import { logOf, removeOrganizationDraft, undoInviteDraft } from '../drafts.ts';
import { listChannelNodes } from '../queries.ts';
import { checkSharing } from '../rules.ts';
import { touchAudience } from './change-members.ts';

/**
 * Withdraws an invitation, or takes a company out of a channel that we host. From the commit on, nothing of the channel
 * goes to that company; what it holds it keeps.
 * @throws Problem 404, 403 `admin-only` or `not-host`, 422 `internal-channel`
 */
export async function endShare(tx: Tx, context: NodeContext, { actor, channelId, partnerId }: { actor: Actor; channelId: string; partnerId: string }): Promise<void> {
  const self = context.identity.did;
  const channel = await managedChannel(tx.db, actor, channelId);
  checkSharing({ role: actor.role, channel, self });
  const nodes = await listChannelNodes(tx.db, [channel.id]);
  const member = nodes.find(({ node, state }) => node !== self && state !== 'removed' && partnerIdOf(node) === partnerId);
  if (member === undefined) throw notFound();

  const at = instantOf(context.clock.now());
  const act = { actor: actor.did, at };
  const state = member.state === 'active' ? 'removed' : 'withdrawn';
  await tx.db
    .updateTable('channel_nodes')
    .set({ state: 'removed', reason: state, changed_at: at })
    .where('channel_id', '=', channel.id)
    .where('node', '=', member.node)
    .execute();
  if (member.state === 'active') {
    await touchAudience(tx, channel.id);
    await appendActivities(tx, context, { name: logOf(channel), drafts: [removeOrganizationDraft(act, channel, member.node)] });
  }
  await appendActivities(tx, context, { name: { kind: 'partnership', partner: member.node }, drafts: [undoInviteDraft(act, channel, member.node)] });
  const details = { state };
  await appendAudit(tx, context.feed, [{ at, actor: actor.id, action: 'share.updated', subject: channel.id, channelId: channel.id, partnerId, details }]);
}
