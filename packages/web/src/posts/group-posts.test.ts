import type { Post } from '@adjoin/client/resources';
import { expect, test } from 'vitest';
import { groupPosts } from './group-posts.ts';
import { samplePost } from './sample-post.ts';

const bob = { id: 'pers_b', name: 'Bob Birch', company: { id: 'part_1', name: 'Birch' } };
const at = (clock: string, day = '2026-11-23') => `${day}T${clock}:00.000Z`;

function layOut(posts: Post[], seenUntil: string | null = null) {
  return groupPosts(posts, { seenUntil, readerId: 'pers_a', timeZone: 'UTC' }).map(({ day, posts: shown }) => [
    day,
    ...shown.map(({ post, opens, firstUnseen }) => `${opens ? '+' : '·'}${post.id}${firstUnseen ? '!' : ''}`),
  ]);
}

test('puts the oldest first, whatever order they came in', () => {
  const posts = [samplePost({ id: '2', published_at: at('09:10') }), samplePost({ id: '1', published_at: at('09:00') })];
  expect(layOut(posts)).toEqual([['2026-11-23', '+1', '+2']]);
});

test('orders posts of one millisecond by id', () => {
  expect(layOut([samplePost({ id: 'b' }), samplePost({ id: 'a' })])).toEqual([['2026-11-23', '+a', '·b']]);
});

test('names the author again after another author, after five minutes and on a new day', () => {
  const posts = [
    samplePost({ id: '1', published_at: at('09:00') }),
    samplePost({ id: '2', published_at: at('09:04') }),
    samplePost({ id: '3', published_at: at('09:05'), author: bob }),
    samplePost({ id: '4', published_at: at('09:06') }),
    samplePost({ id: '5', published_at: at('09:11') }),
    samplePost({ id: '6', published_at: at('23:59') }),
    samplePost({ id: '7', published_at: at('00:01', '2026-11-24') }),
  ];
  expect(layOut(posts)).toEqual([
    ['2026-11-23', '+1', '·2', '+3', '+4', '+5', '+6'],
    ['2026-11-24', '+7'],
  ]);
});

test('names the author again where another post is answered', () => {
  const posts = [
    samplePost({ id: '1', published_at: at('09:00') }),
    samplePost({ id: '2', published_at: at('09:01'), in_reply_to: '0', thread_id: '0' }),
    samplePost({ id: '3', published_at: at('09:02'), in_reply_to: '0', thread_id: '0' }),
    samplePost({ id: '4', published_at: at('09:03') }),
  ];
  expect(layOut(posts)).toEqual([['2026-11-23', '+1', '+2', '·3', '+4']]);
});

test('marks the first unseen post of somebody else, once', () => {
  const posts = [
    samplePost({ id: '1', published_at: at('09:00'), author: bob }),
    samplePost({ id: '2', published_at: at('09:01') }),
    samplePost({ id: '3', published_at: at('09:02'), author: bob }),
    samplePost({ id: '4', published_at: at('09:03'), author: bob }),
  ];
  expect(layOut(posts, at('09:00'))).toEqual([['2026-11-23', '+1', '+2', '+3!', '·4']]);
  expect(layOut(posts, at('09:03'))).toEqual([['2026-11-23', '+1', '+2', '+3', '·4']]);
});
