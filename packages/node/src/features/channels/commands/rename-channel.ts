import type { NodeContext } from '../../../context.ts';
import type { Tx } from '../../../database/database.ts';
import { instantOf } from '../../../ports/clock.ts';
import { appendAudit } from '../../audit/commands.ts';
import { appendActivities } from '../../replication/own-log.ts';
import { managedChannel, type Actor, type Channel } from '../access.ts';
import { logOf, updateGroupDraft } from '../drafts.ts';
import { checkRename } from '../rules.ts';

/**
 * Changes a channel's name, topic or both.
 * @throws Problem 404 `not-found`, 403 `not-host`
 */
export async function renameChannel(
  tx: Tx,
  context: NodeContext,
  { actor, channelId, ...changes }: { actor: Actor; channelId: string; name?: string | undefined; topic?: string | undefined },
): Promise<Channel> {
  const channel = await managedChannel(tx.db, actor, channelId);
  checkRename({ channel, self: context.identity.did });
  const renamed = { ...channel, name: changes.name ?? channel.name, topic: changes.topic ?? channel.topic };
  if (renamed.name === channel.name && renamed.topic === channel.topic) return channel;
  const at = instantOf(context.clock.now());
  await tx.db.updateTable('channels').set({ name: renamed.name, topic: renamed.topic }).where('id', '=', channel.id).execute();
  await appendAudit(tx, context.feed, [{ at, actor: actor.id, action: 'channel.updated', subject: channel.id, channelId: channel.id }]);
  if (channel.perimeter === 'shared') {
    await appendActivities(tx, context, { name: logOf(channel), drafts: [updateGroupDraft({ actor: actor.did, at }, renamed)] });
  }
  return renamed;
}
