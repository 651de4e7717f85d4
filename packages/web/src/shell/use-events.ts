import type { NodeEvent } from '@adjoin/client/events/node-event';
import type { Post } from '@adjoin/client/resources';
import { useEffect } from 'react';
import { applyEvent } from '../events/apply-event.ts';
import { followEvents } from '../events/event-feed.ts';
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

/** Whatever was read before the stream stood may have missed an event. */
function readAgain(): void {
  const openedAt = Date.now();
  void queryClient.invalidateQueries({ predicate: ({ state }) => state.dataUpdatedAt < openedAt && state.dataUpdatedAt > 0 });
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
    return () => stop.abort();
  }, [readerId]);
}
