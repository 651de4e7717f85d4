import type { Post } from '@adjoin/client/resources';
import { useInfiniteQuery } from '@tanstack/react-query';
import { postsOf } from './post-pages.ts';
import { postsQuery } from './post-queries.ts';

/** A post among those that are loaded of its channel. */
export function useShownPost(channelId: string, id: string): Post | undefined {
  const { data } = useInfiniteQuery(postsQuery(channelId));
  return postsOf(data).find((post) => post.id === id);
}
