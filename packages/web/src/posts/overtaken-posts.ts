import type { Post } from '@adjoin/client/resources';

/**
 * The posts of events that an answer of the node does not know yet, because it was underway when they arrived. Reactions
 * and deliveries change without a version: of two posts of one version the answer's is taken.
 */
export function overtakenPosts(answered: readonly Post[], recent: readonly Post[]): Post[] {
  const known = new Map(answered.map((post) => [post.id, post]));
  return recent.filter((post) => {
    const shown = known.get(post.id);
    if (!shown || shown.version < post.version) return true;
    return post.deleted_at !== null && shown.deleted_at === null;
  });
}
