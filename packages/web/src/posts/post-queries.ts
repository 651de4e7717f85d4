import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { answerOf, api } from "../api/client.ts";
import type { Page, Post } from "../api/contract.ts";
import { readAll } from "../api/read-all.ts";
import { queryClient } from "../query-client.ts";
import { changePost, type PostPages, upsertPost } from "./post-pages.ts";

const postsPerPage = 50;

/** A channel's posts, newest first, older ones by cursor. */
export function postsQuery(channelId: string) {
  return infiniteQueryOptions({
    queryKey: ["posts", channelId],
    queryFn: ({ pageParam }): Promise<Page<Post>> => {
      const query = { limit: postsPerPage, ...(pageParam === null ? {} : { cursor: pageParam }) };
      return answerOf(api.GET("/v1/channels/{id}/posts", { params: { path: { id: channelId }, query } }));
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
  });
}

export function repliesQuery(rootId: string) {
  return queryOptions({
    queryKey: ["replies", rootId],
    queryFn: () => readAll((query) => api.GET("/v1/posts/{id}/replies", { params: { path: { id: rootId }, query } })),
  });
}

/** One post by itself, for a thread whose beginning is not among the loaded pages. */
export function postQuery(id: string) {
  return queryOptions({
    queryKey: ["post", id],
    queryFn: () => answerOf(api.GET("/v1/posts/{id}", { params: { path: { id } } })),
  });
}

export function versionsQuery(id: string) {
  return queryOptions({
    queryKey: ["versions", id],
    queryFn: () => readAll((query) => api.GET("/v1/posts/{id}/versions", { params: { path: { id }, query } })),
  });
}

function placeReply(replies: Post[] | undefined, post: Post): Post[] | undefined {
  if (!replies) return replies;
  const others = replies.filter(({ id }) => id !== post.id);
  return [...others, post];
}

/** Shows a post as it now is wherever it is on the screen. */
export function placePost(post: Post): void {
  queryClient.setQueryData<Post>(["post", post.id], (shown) => shown && post);
  queryClient.removeQueries({ queryKey: ["versions", post.id], type: "inactive" });
  if (post.thread_id === null || post.thread_id === post.id) {
    queryClient.setQueryData<PostPages>(["posts", post.channel_id], (pages) => upsertPost(pages, post));
    return;
  }
  queryClient.setQueryData<Post[]>(["replies", post.thread_id], (replies) => placeReply(replies, post));
}

/** Changes a post on the screen ahead of the node's answer. */
export function changeShownPost({ id, channel_id, thread_id }: Post, change: (post: Post) => Post): void {
  queryClient.setQueryData<Post>(["post", id], (shown) => shown && change(shown));
  queryClient.setQueryData<PostPages>(["posts", channel_id], (pages) => changePost(pages, id, change));
  if (thread_id === null) return;
  queryClient.setQueryData<Post[]>(["replies", thread_id], (replies) =>
    replies?.map((reply) => (reply.id === id ? change(reply) : reply)),
  );
}
