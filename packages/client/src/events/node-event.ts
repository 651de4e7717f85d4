import type { Person, Post } from '../resources.ts';

type At = { readonly at: string };

/** What the event stream tells, by `type`. Unknown types may come from a newer node: ignore them. */
export type NodeEvent =
  | (At & { readonly type: 'post.created' | 'post.updated' | 'post.deleted' | 'reaction.added' | 'reaction.removed'; readonly channel_id: string; readonly post: Post })
  | (At & { readonly type: 'channel.created' | 'channel.updated'; readonly channel_id: string })
  | (At & { readonly type: 'member.added' | 'member.removed'; readonly channel_id: string; readonly person: Pick<Person, 'id'> & Partial<Person> })
  | (At & { readonly type: 'delivery.updated'; readonly channel_id: string; readonly partner_id: string; readonly held_since: string })
  | (At & { readonly type: 'partner.updated' | 'share.updated'; readonly partner_id: string; readonly channel_id?: string })
  /** The stream could not be resumed where it broke off: read everything anew. */
  | { readonly type: 'reset' };

/** What the client itself adds: where the stream stands. */
export type StreamState =
  /** Open: from here on nothing is missed. `resumed` is false where there was no position to go on from. */
  | { readonly type: 'stream.opened'; readonly resumed: boolean }
  /** Broken off; it is opened again by itself. */
  | { readonly type: 'stream.lost'; readonly retryAfterMs: number; readonly cause: unknown };

/** An event with its place in the stream, from which it can be resumed. */
export type ReceivedEvent = { readonly id: string; readonly event: NodeEvent | StreamState };
