import type { Page } from '@adjoin/client/pages';
import { readAll } from '@adjoin/client/pages';
import type { Post } from '@adjoin/client/resources';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { client } from '../node/client.ts';
import { queryClient } from '../query-client.ts';
import { changePost, type PostPages, postsOf, upsertPost } from './post-pages.ts';

const postsPerPage = 50;

/** A channel's posts, newest first, older ones by cursor. */
export function postsQuery(channelId: string) {
  return infiniteQueryOptions({
    queryKey: ['posts', channelId],
    queryFn: ({ pageParam }): Promise<Page<Post>> => {
      const query = { limit: postsPerPage, ...(pageParam === null ? {} : { cursor: pageParam }) };
      return client.get('/v1/channels/{id}/posts', { params: { path: { id: channelId }, query } });
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
  });
}

export function repliesQuery(rootId: string) {
  return queryOptions({
    queryKey: ['replies', rootId],
    queryFn: () => readAll((query) => client.get('/v1/posts/{id}/replies', { params: { path: { id: rootId }, query } })),
  });
}

/** One post by itself, for a thread whose beginning is not among the loaded pages. */
export function postQuery(id: string) {
  return queryOptions({
    queryKey: ['post', id],
    queryFn: () => client.get('/v1/posts/{id}', { params: { path: { id } } }),
  });
}

export function versionsQuery(id: string) {
  return queryOptions({
    queryKey: ['versions', id],
    queryFn: () => readAll((query) => client.get('/v1/posts/{id}/versions', { params: { path: { id }, query } })),
  });
}

/** A post as it is on the screen now. */
export function shownPost({ id, channel_id, thread_id }: Post): Post | undefined {
  const pages = queryClient.getQueryData<PostPages>(['posts', channel_id]);
  const replies = thread_id === null ? [] : queryClient.getQueryData<Post[]>(['replies', thread_id]);
  return postsOf(pages).find((post) => post.id === id) ?? replies?.find((post) => post.id === id);
}

/** Ids of the loaded posts of a channel of which a partner does not hold its copy yet. */
export function queuedPosts(channelId: string, partnerId: string): string[] {
  const loaded = postsOf(queryClient.getQueryData<PostPages>(['posts', channelId]));
  const isQueued = ({ deliveries }: Post) => deliveries.some(({ partner_id, state }) => partner_id === partnerId && state === 'queued');
  return loaded.filter(isQueued).map(({ id }) => id);
}

function placeReply(replies: Post[] | undefined, post: Post): Post[] | undefined {
  if (!replies) return replies;
  return [...replies.filter(({ id }) => id !== post.id), post];
}

/** Shows a post as it now is wherever it is on the screen. */
export function placePost(post: Post): void {
  queryClient.setQueryData<Post>(['post', post.id], (shown) => shown && post);
  queryClient.removeQueries({ queryKey: ['versions', post.id], type: 'inactive' });
  queryClient.setQueryData<PostPages>(['posts', post.channel_id], (pages) => upsertPost(pages, post));
  if (post.thread_id === null) return;
  queryClient.setQueryData<Post[]>(['replies', post.thread_id], (replies) => placeReply(replies, post));
}

/** Changes a post on the screen ahead of the node's answer. */
export function changeShownPost({ id, channel_id, thread_id }: Post, change: (post: Post) => Post): void {
  queryClient.setQueryData<Post>(['post', id], (shown) => shown && change(shown));
  queryClient.setQueryData<PostPages>(['posts', channel_id], (pages) => changePost(pages, id, change));
  if (thread_id === null) return;
  queryClient.setQueryData<Post[]>(['replies', thread_id], (replies) => replies?.map((reply) => (reply.id === id ? change(reply) : reply)));
}
