import type { Post } from '@adjoin/client/resources';
import { dayOf } from '../language/time.ts';

interface ShownPost {
  post: Post;
  /** Whether the author is named above it; posts that follow closely stand beneath the name. */
  opens: boolean;
  /** Whether it is the first that the reader has not seen. */
  firstUnseen: boolean;
}

export interface Day {
  day: string;
  posts: ShownPost[];
}

const togetherMs = 5 * 60_000;

function byTime(a: Post, b: Post): number {
  return a.published_at.localeCompare(b.published_at) || a.id.localeCompare(b.id);
}

function follows(post: Post, previous: Post | undefined): boolean {
  if (!previous || previous.author.id !== post.author.id || previous.in_reply_to !== post.in_reply_to) return false;
  return Date.parse(post.published_at) - Date.parse(previous.published_at) < togetherMs;
}

interface GroupOptions {
  /** Time up to which the reader has seen the posts; null when nothing is known. */
  seenUntil: string | null;
  readerId: string;
  timeZone?: string;
}

/** Lays posts out by day, oldest first, and by author within it. Time orders display, nothing else. */
export function groupPosts(posts: readonly Post[], { seenUntil, readerId, timeZone }: GroupOptions): Day[] {
  const days: Day[] = [];
  let marked = seenUntil === null;
  let previous: Post | undefined;
  for (const post of posts.toSorted(byTime)) {
    const day = dayOf(post.published_at, timeZone);
    let current = days.at(-1);
    if (current?.day !== day) {
      current = { day, posts: [] };
      days.push(current);
      previous = undefined;
    }
    const firstUnseen = !marked && post.published_at > seenUntil! && post.author.id !== readerId;
    marked ||= firstUnseen;
    current.posts.push({ post, opens: firstUnseen || !follows(post, previous), firstUnseen });
    previous = post;
  }
  return days;
}
