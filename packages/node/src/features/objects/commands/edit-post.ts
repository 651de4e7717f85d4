import { MARKDOWN } from '@adjoin/protocol/vocabulary/objects';
import type { NodeContext } from '../../../context.ts';
import type { Tx } from '../../../database/database.ts';
import { instantOf } from '../../../ports/clock.ts';
import { appendAudit } from '../../audit/commands.ts';
import { requireWritable, type Actor, type Channel } from '../../channels/access.ts';
import { appendActivities } from '../../replication/own-log.ts';
import type { PostRow } from '../queries.ts';
import { checkEdit } from '../rules.ts';
import { keepVersions, updateObjects } from './store-objects.ts';

export type Edit = { readonly actor: Actor; readonly post: PostRow; readonly channel: Channel; readonly text: string };

/**
 * Gives a post a new text and keeps the one before. The same text again changes nothing.
 * @throws Problem 403, 409, 410 or 422; see `checkEdit` and `requireWritable`
 */
export async function editPost(tx: Tx, context: NodeContext, { actor, post, channel, text }: Edit): Promise<PostRow> {
  checkEdit({ post, actor, self: context.identity.did });
  requireWritable(channel);
  if (post.content === text) return post;
  const now = instantOf(context.clock.now());
  const entry = channel.perimeter === 'shared' ? await logEdit(tx, context, { actor, post, channel, text, now }) : { log: null, seq: null };
  await keepVersions(tx, [post]);
  const edited: PostRow = { ...post, ...entry, content: text, version: post.version + 1, edited_at: now };
  await updateObjects(tx, [edited]);
  await appendAudit(tx, context.feed, [{ at: now, actor: actor.id, action: 'post.updated', subject: post.id, channelId: channel.id, details: { version: edited.version } }]);
  return edited;
}

async function logEdit(tx: Tx, context: NodeContext, { actor, post, channel, text, now }: Edit & { now: string }): Promise<{ log: number; seq: number }> {
  const object = { id: post.did, type: 'Note', content: text, mediaType: MARKDOWN, updated: now };
  const draft = { kind: 'object', actor: actor.did, published: now, type: 'Update', members: { object } } as const;
  const [placed] = await appendActivities(tx, context, { name: { kind: 'channel', channelId: channel.id, channelDid: channel.did }, drafts: [draft] });
  const { log, seq } = placed as { log: number; seq: number };
  return { log, seq };
}
