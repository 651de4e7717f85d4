import type { NodeContext } from '../../../context.ts';
import type { Tx } from '../../../database/database.ts';
import { appendAudit } from '../../audit/commands.ts';
import { partnerIdOf } from '../../identity/company-id.ts';
import type { Channel } from '../access.ts';
import { touchAudience } from './change-members.ts';

/** Our place in a partner's channel, or our waiting for it, has ended: our copy stays, and nothing is written any more. */
export async function leaveChannel(tx: Tx, context: NodeContext, { channel, at, actor }: { channel: Channel; at: string; actor: string }): Promise<void> {
  await tx.db
    .updateTable('channel_nodes')
    .set({ state: 'removed', invite: null, reason: 'removed', changed_at: at })
    .where('channel_id', '=', channel.id)
    .where('node', '=', context.identity.did)
    .execute();
  if (channel.state === 'left') return;
  await tx.db.updateTable('channels').set({ state: 'left' }).where('id', '=', channel.id).execute();
  await touchAudience(tx, channel.id);
  const about = { at, actor, subject: channel.id, channelId: channel.id, partnerId: partnerIdOf(channel.host) };
  await appendAudit(tx, context.feed, [{ ...about, action: 'channel.updated', details: { state: 'left' } }]);
}
