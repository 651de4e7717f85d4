import { channelDid } from '@adjoin/protocol/identifiers/ids';
import type { NodeContext } from '../../../context.ts';
import type { Tx } from '../../../database/database.ts';
import { instantOf } from '../../../ports/clock.ts';
import { appendAudit } from '../../audit/commands.ts';
import { appendActivities } from '../../replication/own-log.ts';
import type { Actor, Channel } from '../access.ts';
import { createGroupDraft, logOf } from '../drafts.ts';
import { countChannels, findChannel } from '../queries.ts';
import { checkChannelQuota } from '../rules.ts';
import { addMembers } from './add-members.ts';

export type NewChannel = { readonly actor: Actor; readonly name: string; readonly topic: string; readonly perimeter: Channel['perimeter'] };

/**
 * Makes a channel with its maker as the first member. An internal one has no log, so nothing of it can ever leave; a
 * shared one starts its log here, at its host.
 * @throws Problem 422 `channel-quota`
 */
export async function createChannel(tx: Tx, context: NodeContext, { actor, name, topic, perimeter }: NewChannel): Promise<Channel> {
  checkChannelQuota(await countChannels(tx.db));
  const uuid = context.entropy.uuid();
  const at = instantOf(context.clock.now());
  const host = context.identity.did;
  const channel = { id: `chan_${uuid}`, did: channelDid(host, uuid), host, name, topic, perimeter, state: 'active' as const, audience_version: 1, created_at: at };
  await tx.db.insertInto('channels').values(channel).execute();
  await appendAudit(tx, context.feed, [{ at, actor: actor.id, action: 'channel.created', subject: channel.id, channelId: channel.id, details: { perimeter } }]);
  if (perimeter === 'shared') {
    const row = { channel_id: channel.id, node: host, state: 'active' as const, invite: null, acted_by: actor.did, reason: '', changed_at: at };
    await tx.db.insertInto('channel_nodes').values(row).execute();
    await appendActivities(tx, context, { name: logOf(channel), drafts: [createGroupDraft({ actor: actor.did, at }, channel)] });
  }
  await addMembers(tx, context, { actor, channel, personIds: [actor.id] });
  return (await findChannel(tx.db, channel.id)) ?? channel;
}
