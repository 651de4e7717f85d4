import { sql, type Selectable } from 'kysely';
import type { Read } from '../../database/database.ts';
import { inPaddedBlocks } from '../../database/padded-blocks.ts';
import { MAX_COUNTED_REPLIES } from './limits.ts';
import type { ObjectTables } from './tables.ts';

export type ObjectRow = Selectable<ObjectTables['objects']>;
/** An object that people can see: what was deleted before it ever came has no author and is not shown. */
export type PostRow = ObjectRow & { readonly author_id: string };

/** Asks about many ids in a few statements. */
async function inBlocks<T, R>(all: readonly T[], ask: (some: readonly T[]) => Promise<readonly R[]>): Promise<R[]> {
  const rows: R[] = [];
  for (const some of inPaddedBlocks(all)) rows.push(...(await ask(some)));
  return rows;
}

/** Objects by their ids, whoever may see them: for deciding, never for showing. */
export async function findObjects(db: Read, ids: Iterable<string>): Promise<Map<string, ObjectRow>> {
  const rows = await inBlocks([...new Set(ids)], (some) => db.selectFrom('objects').selectAll().where('id', 'in', some).execute());
  return new Map(rows.map((row) => [row.id, row]));
}

function selectPosts(db: Read) {
  return db.selectFrom('objects').selectAll().where('author_id', 'is not', null).$narrowType<{ author_id: string }>();
}

export function findPost(db: Read, id: string): Promise<PostRow | undefined> {
  return selectPosts(db).where('id', '=', id).executeTakeFirst();
}

/** The posts with these ids, by id; the caller knows that they may be seen. */
export async function findPosts(db: Read, ids: readonly string[]): Promise<Map<string, PostRow>> {
  const rows = await inBlocks(ids, (some) => selectPosts(db).where('id', 'in', some).execute());
  return new Map(rows.map((row) => [row.id, row]));
}

/** Posts of one channel by their ids, as the posts that replies name. */
export async function findParents(db: Read, channelId: string, ids: readonly string[]): Promise<Map<string, PostRow>> {
  const found = await findPosts(db, [...new Set(ids)]);
  return new Map([...found].filter(([, row]) => row.channel_id === channelId));
}

export type SortPosition = readonly [sortAt: string, id: string];

/** Newest first. */
export function listPosts(db: Read, { channelId, before, limit }: { channelId: string; before: SortPosition | undefined; limit: number }) {
  return selectPosts(db)
    .where('channel_id', '=', channelId)
    .$if(before !== undefined, (query) => query.where(sql<boolean>`(sort_at, id) < (${before?.[0]}, ${before?.[1]})`))
    .orderBy('sort_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}

/** Oldest first: all of the thread that the post began, or the replies to it inside the thread that it is part of. */
export function listReplies(db: Read, { post, after, limit }: { post: PostRow; after: SortPosition | undefined; limit: number }) {
  return selectPosts(db)
    .where('thread_id', '=', post.thread_id ?? post.id)
    .$if(post.thread_id !== null, (query) => query.where('in_reply_to', '=', post.id))
    .$if(after !== undefined, (query) => query.where(sql<boolean>`(sort_at, id) > (${after?.[0]}, ${after?.[1]})`))
    .orderBy('sort_at')
    .orderBy('id')
    .limit(limit)
    .execute();
}

/** Replies that are not deleted, as `listReplies` lists them, by post; counted up to MAX_COUNTED_REPLIES. */
export async function countReplies(db: Read, ids: readonly string[]): Promise<Map<string, number>> {
  const rows = await inBlocks(ids, async (some) => {
    const answer = await sql<{ id: string; count: number }>`
      select post.id, (select count(*) from (
        select 1 as one from objects as reply
        where reply.thread_id = coalesce(post.thread_id, post.id) and (post.thread_id is null or reply.in_reply_to = post.id)
          and reply.deleted_at is null and reply.author_id is not null
        limit ${sql.lit(MAX_COUNTED_REPLIES)}) as counted) as count
      from objects as post where post.id in (${sql.join([...some])})`.execute(db);
    return answer.rows;
  });
  return new Map(rows.map(({ id, count }) => [id, count]));
}

export type ReactionRow = { readonly object_id: string; readonly emoji: string; readonly count: number; readonly mine: number };

/** Reactions by post and emoji, in the order in which each emoji was first used. */
export function countReactions(db: Read, { ids, viewerId }: { ids: readonly string[]; viewerId: string }): Promise<ReactionRow[]> {
  return inBlocks(ids, (some) =>
    db
      .selectFrom('reactions')
      .select((e) => ['object_id', 'emoji', e.fn.countAll<number>().as('count')])
      .select(sql<number>`max(case when person_id = ${viewerId} then 1 else 0 end)`.as('mine'))
      .where('object_id', 'in', some)
      .groupBy(['object_id', 'emoji'])
      .orderBy((e) => e.fn.min('at'))
      .orderBy('emoji')
      .execute(),
  );
}

/** Versions that edits replaced, newest first. */
export function listReplacedVersions(db: Read, { id, before, limit }: { id: string; before: number; limit: number }) {
  return db
    .selectFrom('object_versions')
    .select(['version', 'content as text', 'at'])
    .where('object_id', '=', id)
    .where('version', '<', before)
    .orderBy('version', 'desc')
    .limit(limit)
    .execute();
}

export function listVersionEntries(db: Read, ids: readonly string[]) {
  return inBlocks(ids, (some) => db.selectFrom('object_versions').select(['log', 'seq']).where('object_id', 'in', some).where('log', 'is not', null).execute());
}

export function listReactionEntries(db: Read, ids: readonly string[]) {
  return inBlocks(ids, (some) => db.selectFrom('reaction_entries').select(['log', 'seq']).where('object_id', 'in', some).execute());
}

/** How many reactions each person of one company has to each of these objects. */
export async function countReactionsOf(db: Read, { ids, node }: { ids: readonly string[]; node: string }) {
  return inBlocks(ids, (some) =>
    db
      .selectFrom('reactions')
      .select((e) => ['object_id', 'person_id', e.fn.countAll<number>().as('count')])
      .where('object_id', 'in', some)
      .where('node', '=', node)
      .groupBy(['object_id', 'person_id'])
      .execute(),
  );
}

/** The reactions of these people to these objects. */
export async function listReactionsOf(db: Read, { ids, personIds }: { ids: readonly string[]; personIds: readonly string[] }) {
  const rows = [];
  for (const people of inPaddedBlocks(personIds)) {
    const ask = (some: readonly string[]) =>
      db.selectFrom('reactions').select(['object_id', 'person_id', 'emoji']).where('object_id', 'in', some).where('person_id', 'in', people).execute();
    rows.push(...(await inBlocks(ids, ask)));
  }
  return rows;
}

/** Objects of a channel in the order of their DIDs, for its digest. */
export function listForDigest(db: Read, { channelId, after, limit }: { channelId: string; after: string; limit: number }) {
  return db
    .selectFrom('objects')
    .select(['id', 'did', 'version', 'content', 'deleted_at'])
    .where('channel_id', '=', channelId)
    .where('did', '>', after)
    .orderBy('did')
    .limit(limit)
    .execute();
}

export function listReactions(db: Read, ids: readonly string[]) {
  return inBlocks(ids, (some) => db.selectFrom('reactions').select(['object_id', 'person_id', 'emoji']).where('object_id', 'in', some).execute());
}
