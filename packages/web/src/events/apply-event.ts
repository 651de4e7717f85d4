import type { Delivery, Post } from "../api/contract.ts";
import { changePost, type PostPages } from "../posts/post-pages.ts";
import { placePost } from "../posts/post-queries.ts";
import { queryClient } from "../query-client.ts";
import type { NodeEvent } from "./node-event.ts";
import { refreshPost } from "./refresh-posts.ts";

function outdate(...queryKey: (string | undefined)[]): void {
  void queryClient.invalidateQueries({ queryKey: queryKey.filter((part) => part !== undefined) });
}

function applyPost({ channel_id, post, post_id }: NodeEvent): void {
  if (post) placePost(post);
  else if (post_id && channel_id) refreshPost(channel_id, post_id);
  else outdate("posts", channel_id);
  // The post that began the thread counts its replies.
  if (post?.thread_id && post.thread_id !== post.id) refreshPost(post.channel_id, post.thread_id);
}

/** Reactions are counted per reader (`mine`), so the post is read again rather than taken from the event. */
function applyReaction({ channel_id, post, post_id }: NodeEvent): void {
  const id = post_id ?? post?.id;
  const channelId = channel_id ?? post?.channel_id;
  if (id && channelId) refreshPost(channelId, id);
}

function withDelivery(post: Post, held: Delivery): Post {
  const deliveries = post.deliveries.map((delivery) => (delivery.partner_id === held.partner_id ? held : delivery));
  return { ...post, deliveries };
}

function applyDelivery({ channel_id, post, post_id, post_ids, partner_id, held_since }: NodeEvent): void {
  if (post) return placePost(post);
  const ids = post_ids ?? (post_id ? [post_id] : []);
  if (ids.length === 0 || !channel_id) return outdate("posts", channel_id);
  if (!partner_id || !held_since) return ids.forEach((id) => refreshPost(channel_id, id));
  const mark = (shown: Post): Post => {
    const name = shown.deliveries.find((delivery) => delivery.partner_id === partner_id)?.partner_name ?? "";
    return withDelivery(shown, { partner_id, partner_name: name, state: "held", held_since });
  };
  queryClient.setQueryData<PostPages>(["posts", channel_id], (pages) =>
    ids.reduce((shown, id) => changePost(shown, id, mark), pages),
  );
  queryClient.setQueriesData<Post[]>({ queryKey: ["replies"] }, (replies) =>
    replies?.map((reply) => (ids.includes(reply.id) ? mark(reply) : reply)),
  );
}

/** Brings what is on the screen up to date with one event. */
export function applyEvent(event: NodeEvent): void {
  const [subject] = event.type.split(".");
  if (subject === "post") applyPost(event);
  else if (subject === "reaction") applyReaction(event);
  else if (subject === "delivery") applyDelivery(event);
  else if (subject === "channel" || subject === "member") {
    outdate("channels");
    outdate("audience", event.channel_id);
    outdate("members", event.channel_id);
  } else if (subject === "partner") {
    for (const key of ["partners", "channels", "audience", "invitations"]) outdate(key);
  } else if (subject === "share") {
    for (const key of ["shares", "share-invitations", "channels", "audience"]) outdate(key);
  } else if (event.type === "reset") void queryClient.invalidateQueries();
}
