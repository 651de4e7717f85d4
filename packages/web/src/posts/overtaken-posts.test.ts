import { expect, test } from 'vitest';
import { overtakenPosts } from './overtaken-posts.ts';
import { samplePost } from './sample-post.ts';

const post = samplePost({ id: '1', version: 2 });

test.each([
  ['a post that the answer lacks', [], post, true],
  ['a newer version', [post], { ...post, version: 3 }, true],
  ['a deletion, which has no version of its own', [post], { ...post, deleted_at: '2026-11-23T09:00:00.000Z' }, true],
  ['the same version, of which the answer knows the reactions', [post], post, false],
  ['an older version', [post], { ...post, version: 1 }, false],
])('%s', (_, answered, recent, isOvertaken) => {
  expect(overtakenPosts(answered, [recent])).toEqual(isOvertaken ? [recent] : []);
});
