import { instantText } from '@adjoin/protocol/log/header';
import type { ProblemPlace } from '@adjoin/protocol/problem';
import type { NodeContext } from '../../../context.ts';
import type { Tx } from '../../../database/database.ts';
import { instantOf } from '../../../ports/clock.ts';
import type { Channel } from '../../channels/access.ts';
import { listMembersAmong } from '../../channels/queries.ts';
import { findPeople, type KnownPerson } from '../../people/queries.ts';
import { invalidImport } from '../problems.ts';
import type { PostRow } from '../queries.ts';
import { createPosts, type NewPost } from './create-posts.ts';

/** A post of the past, as an administrator brings it in. */
export type ImportedPost = {
  readonly person_id: string;
  readonly text: string;
  /** RFC 3339 with any offset. */
  readonly published_at: string;
  readonly in_reply_to?: string | undefined;
  /** Position of an earlier post in the same request. */
  readonly in_reply_to_index?: number | undefined;
};

export type Import = { readonly actor: string; readonly channel: Channel; readonly posts: readonly ImportedPost[] };
export type Imported = { readonly rows: readonly PostRow[]; readonly authors: ReadonlyMap<string, KnownPerson> };

/**
 * Brings in posts of our own people, who are in the channel, with the times at which they were written.
 * @throws Problem 422 `invalid-import`, `cross-perimeter`, `parent-deleted`
 */
export async function importPosts(tx: Tx, context: NodeContext, { actor, channel, posts }: Import): Promise<Imported> {
  const ids = [...new Set(posts.map(({ person_id }) => person_id))];
  const people = await findPeople(tx.db, await listMembersAmong(tx.db, channel.id, ids));
  const authors = new Map([...people].filter(([, { node }]) => node === context.identity.did));
  const now = instantOf(context.clock.now());
  const errors = posts.flatMap((post, index) => placesWrongIn(post, { index, now, authors }));
  if (errors.length > 0) throw invalidImport(errors);
  const drafts = posts.map((post): NewPost => {
    const { id, did } = authors.get(post.person_id) as KnownPerson;
    return { author: { id, did }, text: post.text, publishedAt: toInstant(post.published_at), inReplyTo: post.in_reply_to ?? post.in_reply_to_index };
  });
  const rows = await createPosts(tx, context, { actor, channel, posts: drafts, pointerOf: (index) => `/posts/${index}/in_reply_to` });
  return { rows, authors };
}

function toInstant(time: string): string {
  return new Date(time).toISOString();
}

type Facts = { readonly index: number; readonly now: string; readonly authors: ReadonlyMap<string, KnownPerson> };

function placesWrongIn({ person_id, published_at, in_reply_to, in_reply_to_index }: ImportedPost, { index, now, authors }: Facts): ProblemPlace[] {
  const wrong: ProblemPlace[] = [];
  const say = (member: string, detail: string): void => void wrong.push({ pointer: `/posts/${index}/${member}`, detail });
  if (!authors.has(person_id)) say('person_id', 'is not a person of your own company in this channel');
  const instant = toInstant(published_at);
  if (!instantText.safeParse(instant).success || instant > now) say('published_at', 'must be in the past');
  if (in_reply_to !== undefined && in_reply_to_index !== undefined) say('in_reply_to_index', 'leave this or in_reply_to out');
  if (in_reply_to_index !== undefined && in_reply_to_index >= index) say('in_reply_to_index', 'must be that of an earlier post');
  return wrong;
}
