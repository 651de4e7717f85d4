import type { NodeEvent } from '@adjoin/client/events/node-event';
import type { Post } from '@adjoin/client/resources';
import type { QueryFilters } from '@tanstack/react-query';
import { useEffect } from 'react';
import { applyEvent } from '../events/apply-event.ts';
import { followEvents } from '../events/event-feed.ts';
import { watchAnswers } from '../posts/keep-recent-posts.ts';
import { queryClient } from '../query-client.ts';
import { createStore } from '../store.ts';
import { countUnread } from './unread.ts';

/** The newest post by somebody else, for whoever announces it. */
export const arrivedStore = createStore<Post | null>(null);

function noteArrival(post: Post, readerId: string): void {
  if (post.author.id === readerId) return;
  arrivedStore.set(post);
  const open = location.pathname.startsWith(`/channels/${post.channel_id}`);
  if (!open || document.hidden) countUnread(post.channel_id);
}

/** Whatever was asked for before the stream stood may lack what happened just before it: it is read once more. */
function readAgain(): void {
  for (const { queryKey, promise } of queryClient.getQueryCache().getAll()) {
    const exactly: QueryFilters = { queryKey, exact: true };
    const underway = promise?.catch(() => undefined) ?? Promise.resolve();
    void underway.then(() => queryClient.invalidateQueries(exactly));
  }
}

/** Follows the node's events for as long as somebody is logged in. */
export function useEvents(readerId: string): void {
  useEffect(() => {
    const stop = new AbortController();
    const onEvent = (event: NodeEvent): void => {
      applyEvent(event);
      if (event.type === 'post.created') noteArrival(event.post, readerId);
    };
    followEvents({ signal: stop.signal, onFreshStart: readAgain, onEvent });
    const unwatch = watchAnswers();
    return () => {
      stop.abort();
      unwatch();
    };
  }, [readerId]);
}
