import type { Post } from '@adjoin/client/resources';
import { client } from '../node/client.ts';
import { withReaction } from './post-pages.ts';
import { changeShownPost, placePost } from './post-queries.ts';

/** Adds or takes away the reader's reaction; shown at once, taken back if the node refuses. */
export async function setReaction(post: Post, emoji: string, mine: boolean): Promise<void> {
  changeShownPost(post, (shown) => withReaction(shown, emoji, mine));
  const params = { path: { id: post.id, emoji } };
  const path = '/v1/posts/{id}/reactions/{emoji}';
  try {
    await (mine ? client.put(path, { params }) : client.delete(path, { params }));
  } catch {
    changeShownPost(post, (shown) => withReaction(shown, emoji, !mine));
  }
}

/** Changes the text, provided that it is still the version the reader saw (RFC 9110 §13.1.1). */
export async function editPost(post: Post, text: string): Promise<void> {
  const headers = { 'if-match': `"${post.version}"` };
  const params = { path: { id: post.id } };
  placePost(await client.patch('/v1/posts/{id}', { params, headers, body: { text } }));
}

export async function deletePost(post: Post): Promise<void> {
  const headers = { 'if-match': `"${post.version}"` };
  await client.delete('/v1/posts/{id}', { params: { path: { id: post.id } }, headers });
  const gone = { text: null, reactions: [], deleted_at: new Date().toISOString() };
  changeShownPost(post, (shown) => ({ ...shown, ...gone }));
}
