import type { NodeContext } from '../../../context.ts';
import type { Tx } from '../../../database/database.ts';
import { instantOf } from '../../../ports/clock.ts';
import { appendAudit } from '../../audit/commands.ts';
import type { Actor, Channel } from '../../channels/access.ts';
import { appendActivities } from '../../replication/own-log.ts';
import type { PostRow } from '../queries.ts';
import { checkDeletion } from '../rules.ts';
import { eraseObjects } from './erase-objects.ts';

export type Deletion = { readonly actor: Actor; readonly post: PostRow; readonly channel: Channel };

/**
 * Deletes a post for good, here and at every company that holds it. Also where nothing new may be written any more: a
 * company can always take back what it said. Deleting again changes nothing.
 * @throws Problem 403, see `checkDeletion`
 */
export async function deletePost(tx: Tx, context: NodeContext, { actor, post, channel }: Deletion): Promise<PostRow> {
  checkDeletion({ post, actor, self: context.identity.did });
  if (post.deleted_at !== null) return post;
  const deletedAt = instantOf(context.clock.now());
  const { log, seq } = channel.perimeter === 'shared' ? await logDeletion(tx, context, { actor, post, channel, deletedAt }) : { log: null, seq: null };
  await eraseObjects(tx, [{ object: post, deletedAt, log, seq }]);
  await appendAudit(tx, context.feed, [{ at: deletedAt, actor: actor.id, action: 'post.deleted', subject: post.id, channelId: channel.id }]);
  return { ...post, content: null, edited_at: null, deleted_at: deletedAt, log, seq };
}

async function logDeletion(tx: Tx, context: NodeContext, { actor, post, channel, deletedAt }: Deletion & { deletedAt: string }): Promise<{ log: number; seq: number }> {
  const object = { id: post.did, type: 'Tombstone', deleted: deletedAt };
  const draft = { kind: 'object', actor: actor.did, published: deletedAt, type: 'Delete', members: { object } } as const;
  const [placed] = await appendActivities(tx, context, { name: { kind: 'channel', channelId: channel.id, channelDid: channel.did }, drafts: [draft] });
  return placed as { log: number; seq: number };
}
