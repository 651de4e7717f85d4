import * as z from 'zod';
import type { NodeContext } from '../../context.ts';
import type { Read } from '../../database/database.ts';
import { readCompanyNames } from '../channels/channel-view.ts';
import { listChannelNodes } from '../channels/queries.ts';
import { personRef, personRefSchema, type PersonRef } from '../people/person-view.ts';
import { findPeople } from '../people/queries.ts';
import { findHolders } from '../replication/holders.ts';
import { MAX_COUNTED_REPLIES, MAX_SHOWN_EMOJIS } from './limits.ts';
import { countReactions, countReplies, type PostRow } from './queries.ts';

const reaction = z.object({ emoji: z.string(), count: z.int(), mine: z.boolean().describe('the reader is among them') });

const delivery = z.object({
  partner_id: z.string().describe('`part_…`'),
  partner_name: z.string(),
  state: z.enum(['queued', 'held']).describe('`held`: the partner signed that it holds the current version'),
  held_since: z.string().nullable(),
});
export type Delivery = z.infer<typeof delivery>;
export const deliverySchema = delivery;

/** A post as people see it: an allow-list, so that nothing else of it can leave by accident (THREATS 10). */
export const postSchema = z.object({
  id: z.string().describe('`post_…`'),
  did: z.string(),
  channel_id: z.string(),
  author: personRefSchema,
  text: z.string().nullable().describe('Markdown; null when deleted'),
  in_reply_to: z.string().nullable(),
  thread_id: z.string().nullable().describe('the post that began the thread; null for a post that is not a reply'),
  published_at: z.string(),
  edited_at: z.string().nullable(),
  deleted_at: z.string().nullable(),
  version: z.int(),
  reactions: z.array(reaction).describe(`at most ${MAX_SHOWN_EMOJIS}, in the order of their first use`),
  reply_count: z.int().describe(`replies that are not deleted, counted up to ${MAX_COUNTED_REPLIES}`),
  deliveries: z.array(delivery).describe('of our own posts in shared channels, by company'),
});
export type PostView = z.infer<typeof postSchema>;

type Viewing = Pick<NodeContext, 'identity'>;
type Extras = Pick<PostView, 'reactions' | 'reply_count' | 'deliveries'>;

function writeView(row: PostRow, author: PersonRef, extras: Extras): PostView {
  const { id, did, channel_id, content, in_reply_to, thread_id, published_at, edited_at, deleted_at, version } = row;
  return { id, did, channel_id, author, text: content, in_reply_to, thread_id, published_at, edited_at, deleted_at, version, ...extras };
}

/** Shows posts to a person who may see them, in the order given. A handful of queries, however many posts. */
export async function viewPosts(db: Read, context: Viewing, { rows, viewerId }: { rows: readonly PostRow[]; viewerId: string }): Promise<PostView[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const people = await findPeople(db, rows.map(({ author_id }) => author_id));
  const reactions = await reactionsOf(db, ids, viewerId);
  const replies = await countReplies(db, ids);
  const deliveries = await deliveriesOf(db, context, rows);
  return rows.map((row) => {
    const author = people.get(row.author_id);
    if (author === undefined) throw new Error('a post has an author who is nobody');
    return writeView(row, personRef(context.identity, author), {
      reactions: reactions.get(row.id) ?? [],
      reply_count: replies.get(row.id) ?? 0,
      deliveries: deliveries.get(row.id) ?? [],
    });
  });
}

export async function viewPost(db: Read, context: Viewing, { row, viewerId }: { row: PostRow; viewerId: string }): Promise<PostView> {
  const [view] = await viewPosts(db, context, { rows: [row], viewerId });
  return view as PostView;
}

/** Shows posts of one channel that were written this moment: nobody can have reacted, replied or received them yet. */
export async function viewNewPosts(db: Read, context: Viewing, { rows, authors }: { rows: readonly PostRow[]; authors: ReadonlyMap<string, PersonRef> }): Promise<PostView[]> {
  const [first] = rows;
  const isShared = first !== undefined && first.log !== null;
  const companies = isShared ? ((await companiesOf(db, context, [first.channel_id])).get(first.channel_id) ?? []) : [];
  const deliveries = companies.map(queued);
  return rows.map((row) => writeView(row, authors.get(row.author_id) as PersonRef, { reactions: [], reply_count: 0, deliveries }));
}

async function reactionsOf(db: Read, ids: readonly string[], viewerId: string): Promise<Map<string, PostView['reactions']>> {
  const byPost = new Map<string, PostView['reactions']>();
  for (const { object_id, emoji, count, mine } of await countReactions(db, { ids, viewerId })) {
    const shown = byPost.get(object_id) ?? [];
    byPost.set(object_id, shown);
    if (shown.length < MAX_SHOWN_EMOJIS) shown.push({ emoji, count, mine: mine === 1 });
  }
  return byPost;
}

type Company = { readonly node: string; readonly id: string; readonly name: string };

function queued({ id, name }: Company): Delivery {
  return { partner_id: id, partner_name: name, state: 'queued', held_since: null };
}

/** The other companies that are in each channel now. */
async function companiesOf(db: Read, { identity }: Viewing, channelIds: readonly string[]): Promise<Map<string, Company[]>> {
  const members = (await listChannelNodes(db, channelIds)).filter(({ node, state }) => state === 'active' && node !== identity.did);
  const nameOf = await readCompanyNames(db, identity, members.map(({ node }) => node));
  const byChannel = new Map<string, Company[]>(channelIds.map((id) => [id, []]));
  for (const { channel_id, node } of members) byChannel.get(channel_id)?.push({ node, ...nameOf(node) });
  return byChannel;
}

type LoggedRow = PostRow & { readonly log: number; readonly seq: number };

async function deliveriesOf(db: Read, context: Viewing, rows: readonly PostRow[]): Promise<Map<string, Delivery[]>> {
  const own = rows.filter((row): row is LoggedRow => row.owner === context.identity.did && row.log !== null && row.seq !== null);
  if (own.length === 0) return new Map();
  const companies = await companiesOf(db, context, [...new Set(own.map(({ channel_id }) => channel_id))]);
  const since = new Map<string, string>();
  for (const log of new Set(own.map((row) => row.log))) {
    const seqs = own.filter((row) => row.log === log).map(({ seq }) => seq);
    for (const holder of await findHolders(db, { log, seqs })) since.set(`${log} ${holder.seq} ${holder.node}`, holder.since);
  }
  return new Map(own.map((row) => [row.id, (companies.get(row.channel_id) ?? []).map((company) => deliveryOf(company, since.get(`${row.log} ${row.seq} ${company.node}`)))]));
}

function deliveryOf(company: Company, since: string | undefined): Delivery {
  return since === undefined ? queued(company) : { ...queued(company), state: 'held', held_since: since };
}
