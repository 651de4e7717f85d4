import type { NodeEvent } from '@adjoin/client/events/node-event';
import type { Post } from '@adjoin/client/resources';
import { keepPost } from '../posts/keep-recent-posts.ts';
import { withOwnReactions } from '../posts/post-pages.ts';
import { placePost, shownPost } from '../posts/post-queries.ts';
import { queryClient } from '../query-client.ts';
import { refreshDeliveries, refreshPost } from './refresh-posts.ts';

/** Reads anew what an event has changed. An answer that is underway may be older than the event, so it does not count. */
function outdate(...queryKey: string[]): void {
  void queryClient.cancelQueries({ queryKey }).then(() => queryClient.invalidateQueries({ queryKey }));
}

/** Events are for all readers alike, so which reactions are the reader's own is kept from before. */
function applyPost(post: Post): void {
  const read = withOwnReactions(post, shownPost(post));
  keepPost(read);
  placePost(read);
  // The post that began the thread counts its replies.
  if (post.thread_id !== null && post.thread_id !== post.id) refreshPost(post.channel_id, post.thread_id);
}

function applyChannelChange(channelId: string): void {
  outdate('channels');
  for (const key of ['audience', 'members', 'shares']) outdate(key, channelId);
}

/** Brings what is on the screen up to date with one event. */
export function applyEvent(event: NodeEvent): void {
  switch (event.type) {
    case 'post.created':
    case 'post.updated':
    case 'post.deleted':
      return applyPost(event.post);
    case 'reaction.added':
    case 'reaction.removed':
      // Perhaps the reader reacted elsewhere: only reading the post tells.
      return refreshPost(event.channel_id, event.post.id);
    case 'delivery.updated':
      return refreshDeliveries(event.channel_id, event.partner_id);
    case 'channel.created':
    case 'channel.updated':
    case 'member.added':
    case 'member.removed':
      return applyChannelChange(event.channel_id);
    case 'partner.updated':
      return ['partners', 'channels', 'audience', 'invitations'].forEach((key) => outdate(key));
    case 'share.updated':
      return ['shares', 'share-invitations', 'channels', 'audience'].forEach((key) => outdate(key));
    case 'reset':
      return void queryClient.invalidateQueries();
  }
}
