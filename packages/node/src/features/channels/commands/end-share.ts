import type { Selectable } from 'kysely';
import type { NodeContext } from '../../../context.ts';
import type { Tx } from '../../../database/database.ts';
import { notFound } from '../../../http/problems.ts';
import { instantOf } from '../../../ports/clock.ts';
import { appendAudit } from '../../audit/commands.ts';
import { partnerIdOf } from '../../identity/company-id.ts';
import { appendActivities } from '../../replication/own-log.ts';
import { managedChannel, type Actor, type Channel } from '../access.ts';
import { logOf, removeOrganizationDraft, undoInviteDraft } from '../drafts.ts';
import { listChannelNodes } from '../queries.ts';
import { checkSharing } from '../rules.ts';
import type { ChannelTables } from '../tables.ts';
import { touchAudience } from './change-members.ts';

/**
 * Withdraws an invitation, or takes a company out of a channel that we host.
 * @throws Problem 404, 403 `admin-only` or `not-host`, 422 `internal-channel`
 */
export async function endShare(tx: Tx, context: NodeContext, { actor, channelId, partnerId }: { actor: Actor; channelId: string; partnerId: string }): Promise<void> {
  const self = context.identity.did;
  const channel = await managedChannel(tx.db, actor, channelId);
  checkSharing({ role: actor.role, channel, self });
  const nodes = await listChannelNodes(tx.db, [channel.id]);
  const member = nodes.find(({ node, state }) => node !== self && state !== 'removed' && partnerIdOf(node) === partnerId);
  if (member === undefined) throw notFound();
  await takeOut(tx, context, { channel, member, actor: actor.id, actorDid: actor.did });
}

type TakingOut = { readonly channel: Channel; readonly member: Selectable<ChannelTables['channel_nodes']>; readonly actor: string; readonly actorDid: string };

/** From the commit on, nothing of the channel goes to that company; what it holds it keeps. */
export async function takeOut(tx: Tx, context: NodeContext, { channel, member, actor, actorDid }: TakingOut): Promise<void> {
  const at = instantOf(context.clock.now());
  const act = { actor: actorDid, at };
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
  const about = { at, actor, subject: channel.id, channelId: channel.id, partnerId: partnerIdOf(member.node) };
  await appendAudit(tx, context.feed, [{ ...about, action: 'share.updated', details: { state } }]);
}
