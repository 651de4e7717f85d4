import type { Post } from '@adjoin/client/resources';
import type { QueryKey } from '@tanstack/react-query';
import { queryClient } from '../query-client.ts';
import { overtakenPosts } from './overtaken-posts.ts';
import { type PostPages, postsOf } from './post-pages.ts';
import { placePost } from './post-queries.ts';

/** Longer than any answer is underway. */
const keptMs = 60_000;
const mostKept = 1_000;

let recent: { post: Post; at: number }[] = [];

/** Remembers a post that an event brought, in case an older answer is still underway. */
export function keepPost(post: Post): void {
  const now = performance.now();
  recent = [...recent.filter(({ at }) => now - at < keptMs), { post, at: now }].slice(-mostKept);
}

function answeredBy([kind, id]: readonly unknown[]): Post[] {
  if (kind === 'posts') return postsOf(queryClient.getQueryData<PostPages>(['posts', id]));
  return queryClient.getQueryData<Post[]>(['replies', id]) ?? [];
}

function placeOvertaken(queryKey: readonly unknown[]): void {
  const [kind, id] = queryKey;
  const belongs = (post: Post): boolean => (kind === 'posts' ? post.channel_id : post.thread_id) === id;
  const posts = recent.map(({ post }) => post).filter(belongs);
  for (const post of overtakenPosts(answeredBy(queryKey), posts)) placePost(post);
}

/** Puts what events brought back on the screen whenever an answer that was underway replaces it. Answers how to stop. */
export function watchAnswers(): () => void {
  return queryClient.getQueryCache().subscribe((change) => {
    if (change.type !== 'updated' || change.action.type !== 'success' || change.action.manual === true) return;
    const queryKey = change.query.queryKey as QueryKey;
    // After the answer has reached the screen; changing a query while it tells of its change is not allowed.
    if (queryKey[0] === 'posts' || queryKey[0] === 'replies') queueMicrotask(() => placeOvertaken(queryKey));
  });
}
