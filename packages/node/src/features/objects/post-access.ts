import type { Read } from '../../database/database.ts';
import { notFound } from '../../http/problems.ts';
import { memberChannel, type Channel } from '../channels/access.ts';
import { findPost, type PostRow } from './queries.ts';

/**
 * A post and its channel, for a person who is in that channel. What is absent and what is forbidden look the same
 * (THREATS 1, 41).
 * @throws Problem 404 `not-found`
 */
export async function visiblePost(db: Read, personId: string, id: string): Promise<{ post: PostRow; channel: Channel }> {
  const post = await findPost(db, id);
  if (post === undefined) throw notFound();
  return { post, channel: await memberChannel(db, personId, post.channel_id) };
}
