import type { NodeContext } from '../../../context.ts';
import type { Tx } from '../../../database/database.ts';
import { instantOf } from '../../../ports/clock.ts';
import { appendAudit } from '../../audit/commands.ts';
import { requireWritable, type Actor, type Channel } from '../../channels/access.ts';
import { appendActivities } from '../../replication/own-log.ts';
import { postDeleted } from '../problems.ts';
import { countReactionsOf, listReactionsOf, type PostRow } from '../queries.ts';
import { checkReaction, type ReactionCounts } from '../rules.ts';

export type Reaction = { readonly actor: Actor; readonly post: PostRow; readonly channel: Channel; readonly emoji: string };

/**
 * Adds a person's reaction to a post. A reaction that is already there stays as it is.
 * @throws Problem 409 (see `requireWritable`), 410 `post-deleted`, 422 `too-many-reactions`
 */
export async function addReaction(tx: Tx, context: NodeContext, reaction: Reaction): Promise<void> {
  const { actor, post, channel, emoji } = reaction;
  requireWritable(channel);
  if (await hasReaction(tx, reaction)) return;
  checkReaction({ post, counts: await countsFor(tx, context, reaction) });
  const at = instantOf(context.clock.now());
  await tx.db.insertInto('reactions').values({ object_id: post.id, person_id: actor.id, node: context.identity.did, emoji, at }).execute();
  await tell(tx, context, { ...reaction, at, action: 'reaction.added' });
}

/**
 * Takes a person's reaction back. One that is not there needs nothing.
 * @throws Problem 409 (see `requireWritable`), 410 `post-deleted`
 */
export async function removeReaction(tx: Tx, context: NodeContext, reaction: Reaction): Promise<void> {
  const { actor, post, channel, emoji } = reaction;
  requireWritable(channel);
  if (post.deleted_at !== null) throw postDeleted();
  if (!(await hasReaction(tx, reaction))) return;
  const at = instantOf(context.clock.now());
  await tx.db.deleteFrom('reactions').where('object_id', '=', post.id).where('person_id', '=', actor.id).where('emoji', '=', emoji).execute();
  await tell(tx, context, { ...reaction, at, action: 'reaction.removed' });
}

async function hasReaction(tx: Tx, { actor, post, emoji }: Reaction): Promise<boolean> {
  const own = await listReactionsOf(tx.db, { ids: [post.id], personIds: [actor.id] });
  return own.some((reaction) => reaction.emoji === emoji);
}

async function countsFor(tx: Tx, { identity }: NodeContext, { actor, post }: Reaction): Promise<ReactionCounts> {
  const rows = await countReactionsOf(tx.db, { ids: [post.id], node: identity.did });
  return {
    person: rows.find(({ person_id }) => person_id === actor.id)?.count ?? 0,
    company: rows.reduce((sum, { count }) => sum + count, 0),
  };
}

type Told = Reaction & { readonly at: string; readonly action: 'reaction.added' | 'reaction.removed' };

async function tell(tx: Tx, context: NodeContext, { actor, post, channel, emoji, at, action }: Told): Promise<void> {
  if (channel.perimeter === 'shared') {
    const like = { type: 'Like', object: post.did, content: emoji };
    const told = action === 'reaction.added' ? { type: 'Like', members: { object: post.did, content: emoji } } : { type: 'Undo', members: { object: like } };
    const draft = { kind: 'reaction', actor: actor.did, published: at, ...told } as const;
    const [placed] = await appendActivities(tx, context, { name: { kind: 'channel', channelId: channel.id, channelDid: channel.did }, drafts: [draft] });
    const { log, seq } = placed as { log: number; seq: number };
    await tx.db.insertInto('reaction_entries').values({ object_id: post.id, log, seq }).execute();
  }
  await appendAudit(tx, context.feed, [{ at, actor: actor.id, action, subject: post.id, channelId: channel.id }]);
}
