import type { Page } from '@adjoin/client/pages';
import type { Post } from '@adjoin/client/resources';
import type { InfiniteData } from '@tanstack/react-query';

export type PostPages = InfiniteData<Page<Post>, unknown>;

/** Puts a post where it is already shown, else on the page that holds the newest. */
export function upsertPost(pages: PostPages | undefined, post: Post): PostPages | undefined {
  if (!pages) return pages;
  let found = false;
  const next = pages.pages.map((page) => {
    const index = page.data.findIndex(({ id }) => id === post.id);
    if (index === -1) return page;
    found = true;
    // News may overtake each other: an older version never replaces a newer one.
    return page.data[index]!.version > post.version ? page : { ...page, data: page.data.with(index, post) };
  });
  const [newest, ...older] = next;
  if (found || !newest) return { ...pages, pages: next };
  return { ...pages, pages: [{ ...newest, data: [post, ...newest.data] }, ...older] };
}

/** Changes one post where it is shown. */
export function changePost(pages: PostPages | undefined, id: string, change: (post: Post) => Post): PostPages | undefined {
  if (!pages) return pages;
  const changeIn = (page: Page<Post>): Page<Post> => ({
    ...page,
    data: page.data.map((post) => (post.id === id ? change(post) : post)),
  });
  return { ...pages, pages: pages.pages.map(changeIn) };
}

/** All posts of the pages, each once. */
export function postsOf(pages: PostPages | undefined): Post[] {
  const posts = new Map<string, Post>();
  for (const post of pages?.pages.flatMap(({ data }) => data) ?? []) posts.set(post.id, post);
  return [...posts.values()];
}

/** What an event says of a post, with the reader's own reactions as they were known before. */
export function withOwnReactions(post: Post, before: Post | undefined): Post {
  const mine = new Set(before?.reactions.filter((reaction) => reaction.mine).map(({ emoji }) => emoji));
  return { ...post, reactions: post.reactions.map((reaction) => ({ ...reaction, mine: mine.has(reaction.emoji) })) };
}

/** Adds or takes away the reader's own reaction, ahead of the node's answer. */
export function withReaction(post: Post, emoji: string, mine: boolean): Post {
  const before = post.reactions.find((reaction) => reaction.emoji === emoji) ?? { emoji, count: 0, mine: false };
  if (before.mine === mine) return post;
  const after = { emoji, count: before.count + (mine ? 1 : -1), mine };
  const others = post.reactions.filter((reaction) => reaction.emoji !== emoji);
  const index = post.reactions.findIndex((reaction) => reaction.emoji === emoji);
  const place = index === -1 ? others.length : index;
  return { ...post, reactions: after.count > 0 ? others.toSpliced(place, 0, after) : others };
}
