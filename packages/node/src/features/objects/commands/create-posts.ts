import { objectDid } from '@adjoin/protocol/identifiers/ids';
import type { ProblemPlace } from '@adjoin/protocol/problem';
import { MARKDOWN } from '@adjoin/protocol/vocabulary/objects';
import type { NodeContext } from '../../../context.ts';
import type { Tx } from '../../../database/database.ts';
import { insertRows } from '../../../database/insert-rows.ts';
import { instantOf } from '../../../ports/clock.ts';
import { appendAudit } from '../../audit/commands.ts';
import type { Channel } from '../../channels/access.ts';
import { appendActivities, type ActivityDraft } from '../../replication/own-log.ts';
import { crossPerimeter, parentDeleted } from '../problems.ts';
import { findParents, type PostRow } from '../queries.ts';
import { sortKey, threadOf } from '../rules.ts';

/** A post to be written by one of our people, who is in the channel. */
export type NewPost = {
  readonly author: { readonly id: string; readonly did: string };
  readonly text: string;
  /** RFC 3339, not in the future; undefined for now. */
  readonly publishedAt?: string | undefined;
  /** Id of the post that this answers, or position of an earlier one in the same request. */
  readonly inReplyTo?: string | number | undefined;
};

export type NewPosts = {
  /** Id of the person who asks for it. */
  readonly actor: string;
  readonly channel: Pick<Channel, 'id' | 'did' | 'perimeter'>;
  readonly posts: readonly NewPost[];
  /** Where the request says what a post answers, for problems. */
  readonly pointerOf: (index: number) => string;
};

/** A post with what its activity needs beside the row. */
type Drawn = { readonly row: PostRow; readonly authorDid: string; readonly parentDid: string | undefined };

/**
 * Writes posts into a channel: in the company's own tables, and for a shared channel into our log of it as well, all in
 * one transaction. A few statements for any number of posts.
 * @throws Problem 422 `cross-perimeter` (THREATS 6), `parent-deleted`
 */
export async function createPosts(tx: Tx, context: NodeContext, input: NewPosts): Promise<readonly PostRow[]> {
  const { actor, channel, posts } = input;
  const now = instantOf(context.clock.now());
  const drawn = drawPosts(context, input, { now, parents: await parentsOf(tx, input) });
  const rows = channel.perimeter === 'shared' ? await placeInLog(tx, context, { channel, drawn, now }) : drawn.map(({ row }) => row);
  await insertRows(tx, 'objects', rows);
  await appendAudit(tx, context.feed, posts.map((_, index) => ({ at: now, actor, action: 'post.created', subject: (rows[index] as PostRow).id, channelId: channel.id })));
  return rows;
}

/** The posts that replies name by their ids; refuses any that is not a live one of this channel. */
async function parentsOf(tx: Tx, { channel, posts, pointerOf }: NewPosts): Promise<ReadonlyMap<string, PostRow>> {
  const ids = posts.flatMap(({ inReplyTo }) => (typeof inReplyTo === 'string' ? [inReplyTo] : []));
  if (ids.length === 0) return new Map();
  const parents = await findParents(tx.db, channel.id, ids);
  const placesWhere = (isWrong: (parent: PostRow | undefined) => boolean, detail: string): ProblemPlace[] =>
    posts.flatMap(({ inReplyTo }, index) => (typeof inReplyTo === 'string' && isWrong(parents.get(inReplyTo)) ? [{ pointer: pointerOf(index), detail }] : []));
  const unknown = placesWhere((parent) => parent === undefined, 'is not a post of this channel');
  if (unknown.length > 0) throw crossPerimeter(unknown);
  const deleted = placesWhere((parent) => parent?.deleted_at !== null, 'has been deleted');
  if (deleted.length > 0) throw parentDeleted(deleted);
  return parents;
}

function drawPosts(context: NodeContext, { channel, posts }: NewPosts, { now, parents }: { now: string; parents: ReadonlyMap<string, PostRow> }): readonly Drawn[] {
  const self = context.identity.did;
  const drawn: Drawn[] = [];
  for (const [place, { author, text, publishedAt = now, inReplyTo }] of posts.entries()) {
    const parent = typeof inReplyTo === 'number' ? drawn[inReplyTo]?.row : parents.get(inReplyTo ?? '');
    const uuid = context.entropy.uuid();
    const row: PostRow = {
      id: `post_${uuid}`,
      did: objectDid(self, uuid),
      channel_id: channel.id,
      owner: self,
      author_id: author.id,
      thread_id: parent === undefined ? null : threadOf(parent),
      in_reply_to: parent?.id ?? null,
      content: text,
      version: 1,
      log: null,
      seq: null,
      published_at: publishedAt,
      sort_at: sortKey({ published: publishedAt, receivedAt: now, place }),
      edited_at: null,
      deleted_at: null,
    };
    drawn.push({ row, authorDid: author.did, parentDid: parent?.did });
  }
  return drawn;
}

async function placeInLog(
  tx: Tx,
  context: NodeContext,
  { channel, drawn, now }: { channel: NewPosts['channel']; drawn: readonly Drawn[]; now: string },
): Promise<readonly PostRow[]> {
  const name = { kind: 'channel', channelId: channel.id, channelDid: channel.did } as const;
  const placed = await appendActivities(tx, context, { name, drafts: drawn.map((post) => draftOf(post, channel.did)) });
  return drawn.map(({ row }, index) => {
    const { log, seq } = placed[index] as (typeof placed)[number];
    return { ...row, log, seq, sort_at: sortKey({ published: row.published_at, receivedAt: now, place: seq }) };
  });
}

/** All that other companies learn of a post: an allow-list (THREATS 10). */
function draftOf({ row, authorDid, parentDid }: Drawn, context: string): ActivityDraft {
  const { did, content, published_at: published } = row;
  const object = { id: did, type: 'Note', attributedTo: authorDid, content, mediaType: MARKDOWN, context, published, ...(parentDid === undefined ? {} : { inReplyTo: parentDid }) };
  return { kind: 'object', actor: authorDid, published, type: 'Create', members: { object } };
}
