import type { NodeContext } from '../../../context.ts';
import type { Tx } from '../../../database/database.ts';
import { instantOf } from '../../../ports/clock.ts';
import { appendAudit } from '../../audit/commands.ts';
import { findPartnership } from '../../pairing/queries.ts';
import { appendActivities } from '../../replication/own-log.ts';
import { managedChannel, type Actor } from '../access.ts';
import { inviteDraft } from '../drafts.ts';
import { unknownPartner } from '../problems.ts';
import { findChannelNode, listChannelNodes } from '../queries.ts';
import { checkShare, checkSharing } from '../rules.ts';
import type { ChannelTables } from '../tables.ts';

/**
 * Invites a partner's company into a channel that we host: the one way in which a channel comes to be shared (THREATS 9).
 * @throws Problem 404, 403 `admin-only` or `not-host`, 422 `internal-channel`, `unknown-partner` or `company-quota`, 409
 */
export async function shareChannel(tx: Tx, context: NodeContext, { actor, channelId, partnerId }: { actor: Actor; channelId: string; partnerId: string }): Promise<ChannelTables['channel_nodes']> {
  const self = context.identity.did;
  const channel = await managedChannel(tx.db, actor, channelId);
  checkSharing({ role: actor.role, channel, self });
  const partnership = await findPartnership(tx.db, partnerId);
  if (partnership === undefined) throw unknownPartner();
  const membership = await findChannelNode(tx.db, channel.id, partnership.node);
  const companies = (await listChannelNodes(tx.db, [channel.id])).filter((row) => row.state !== 'removed').length;
  checkShare({ role: actor.role, channel, self, partner: partnership.state, membership: membership?.state, companies });

  const at = instantOf(context.clock.now());
  const draft = inviteDraft({ actor: actor.did, at }, channel, partnership.node);
  const [invite] = await appendActivities(tx, context, { name: { kind: 'partnership', partner: partnership.node }, drafts: [draft] });
  const row = { state: 'invited' as const, invite: invite?.activity ?? null, acted_by: actor.did, reason: '', changed_at: at };
  const keyed = { channel_id: channel.id, node: partnership.node, ...row };
  await tx.db
    .insertInto('channel_nodes')
    .values(keyed)
    .onConflict((conflict) => conflict.columns(['channel_id', 'node']).doUpdateSet(row))
    .execute();
  const details = { state: 'invited' };
  await appendAudit(tx, context.feed, [{ at, actor: actor.id, action: 'share.updated', subject: channel.id, channelId: channel.id, partnerId, details }]);
  return keyed;
}
