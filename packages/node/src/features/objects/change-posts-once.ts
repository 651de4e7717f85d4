import type { FastifyReply, FastifyRequest } from 'fastify';
import type { NodeContext } from '../../context.ts';
import type { Tx } from '../../database/database.ts';
import { changeOnce } from '../../http/change-once.ts';
import { memberChannel } from '../channels/access.ts';
import { viewPosts, type PostView } from './post-view.ts';
import { findPosts } from './queries.ts';

type Change = { readonly request: FastifyRequest; readonly reply: FastifyReply; readonly status?: number };

/**
 * As `changeOnce`, for a change that answers with posts. Only their ids are stored with an Idempotency-Key, so that no
 * copy of a text outlives its deletion (THREATS 42); a repeated request is answered with the posts as they are by then.
 */
export async function changePostsOnce(context: NodeContext, change: Change, unit: (tx: Tx) => Promise<PostView[]>): Promise<PostView[]> {
  let fresh: PostView[] | undefined;
  const ids = await changeOnce(context, change, async (tx) => {
    fresh = await unit(tx);
    return fresh.map(({ id }) => id);
  });
  return fresh ?? viewAgain(context, { ids, viewerId: change.request.person.id });
}

/** As `changePostsOnce`, for a single post. */
export async function changePostOnce(context: NodeContext, change: Change, unit: (tx: Tx) => Promise<PostView>): Promise<PostView> {
  const [post] = await changePostsOnce(context, change, async (tx) => [await unit(tx)]);
  return post as PostView;
}

/** Posts of one channel, for a person who may have left it since (THREATS 41). */
async function viewAgain({ database, identity }: NodeContext, { ids, viewerId }: { ids: readonly string[]; viewerId: string }): Promise<PostView[]> {
  const db = database.read;
  const posts = await findPosts(db, ids);
  const rows = ids.flatMap((id) => posts.get(id) ?? []);
  for (const channelId of new Set(rows.map(({ channel_id }) => channel_id))) await memberChannel(db, viewerId, channelId);
  return viewPosts(db, { identity }, { rows, viewerId });
}
