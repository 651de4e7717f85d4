import { expect, test } from 'vitest';
import { changePost, type PostPages, postsOf, upsertPost, withReaction } from './post-pages.ts';
import { samplePost } from './sample-post.ts';

const pages = (...ids: string[][]): PostPages => ({
  pages: ids.map((page) => ({ data: page.map((id) => samplePost({ id, version: 2 })), next_cursor: null })),
  pageParams: ids.map(() => null),
});
const ids = (shown: PostPages | undefined) => shown?.pages.map(({ data }) => data.map(({ id }) => id));

test('puts a new post first on the newest page', () => {
  expect(ids(upsertPost(pages(['3', '2'], ['1']), samplePost({ id: '4' })))).toEqual([['4', '3', '2'], ['1']]);
});

test('replaces a post where it stands, unless what came is older', () => {
  const shown = pages(['3', '2'], ['1']);
  const newer = upsertPost(shown, samplePost({ id: '1', version: 3, text: 'new' }));
  expect(ids(newer)).toEqual([['3', '2'], ['1']]);
  expect(newer?.pages[1]?.data[0]?.text).toBe('new');
  expect(upsertPost(shown, samplePost({ id: '1', version: 1, text: 'old' }))?.pages[1]?.data[0]?.text).toBe('1');
});

test('leaves a channel that was never read alone', () => {
  expect(upsertPost(undefined, samplePost({ id: '1' }))).toBeUndefined();
});

test('shows a post that two pages hold once', () => {
  expect(postsOf(pages(['2', '1'], ['1', '0'])).map(({ id }) => id)).toEqual(['2', '1', '0']);
});

test("counts the reader's reaction once, in its place", () => {
  const post = samplePost({
    id: '1',
    reactions: [
      { emoji: '👍', count: 1, mine: false },
      { emoji: '🎉', count: 1, mine: true },
    ],
  });
  const liked = withReaction(post, '👍', true);
  expect(liked.reactions[0]).toEqual({ emoji: '👍', count: 2, mine: true });
  expect(withReaction(liked, '👍', true)).toBe(liked);
  expect(withReaction(post, '🎉', false).reactions).toEqual([{ emoji: '👍', count: 1, mine: false }]);
  expect(withReaction(post, '👀', true).reactions.at(-1)).toEqual({ emoji: '👀', count: 1, mine: true });
  expect(changePost(pages(['1']), '1', () => post)?.pages[0]?.data[0]).toBe(post);
});
