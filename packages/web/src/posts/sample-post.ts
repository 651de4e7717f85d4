import type { Post } from '@adjoin/client/resources';

/** A post for tests: everything that does not matter filled in. */
export function samplePost(changes: Partial<Post> & { id: string }): Post {
  return {
    did: `did:key:z6MkAlder/objects/${changes.id}`,
    channel_id: 'chan_1',
    author: { id: 'pers_a', name: 'Ann Alder', company: { id: 'self', name: 'Alder' } },
    text: changes.id,
    in_reply_to: null,
    thread_id: null,
    published_at: '2026-11-23T09:00:00.000Z',
    edited_at: null,
    deleted_at: null,
    version: 1,
    reactions: [],
    reply_count: 0,
    deliveries: [],
    ...changes,
  };
}
