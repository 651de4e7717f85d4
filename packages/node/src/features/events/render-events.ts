import type { NodeContext } from '../../context.ts';
import type { Read } from '../../database/database.ts';
import type { AuditRow } from '../audit/queries.ts';
import { viewPosts, type PostView } from '../objects/post-view.ts';
import { findPosts } from '../objects/queries.ts';
import { personRef, type PersonRef } from '../people/person-view.ts';
import { findPeople } from '../people/queries.ts';

/** What goes over a stream, with who may see it. */
export type RenderedEvent = {
  readonly seq: number;
  readonly type: string;
  /** JSON, on one line. */
  readonly data: string;
  /** Seen by the people of this channel. */
  readonly channelId: string | undefined;
  /** Seen by this person, in the channel or not: someone who was taken out of it learns so. */
  readonly personId: string | undefined;
  readonly adminsOnly: boolean;
};

const POST_EVENTS = new Set(['post.created', 'post.updated', 'post.deleted', 'reaction.added', 'reaction.removed']);
const CHANNEL_EVENTS = new Set(['channel.created', 'channel.updated', 'delivery.updated']);
const MEMBER_EVENTS = new Set(['member.added', 'member.removed']);
const ADMIN_EVENTS = new Set(['partner.updated', 'share.updated']);

/** No reader in particular: what a post shows of its reader (`mine`) is left to each client. */
const NOBODY = '';

type Lookups = { readonly posts: ReadonlyMap<string, PostView>; readonly people: ReadonlyMap<string, PersonRef> };

async function readLookups(db: Read, context: NodeContext, entries: readonly AuditRow[]): Promise<Lookups> {
  const postIds = [...new Set(entries.filter(({ action }) => POST_EVENTS.has(action)).map(({ subject }) => subject))];
  const rows = [...(await findPosts(db, postIds)).values()];
  const views = await viewPosts(db, context, { rows, viewerId: NOBODY });
  const personIds = [...new Set(entries.filter(({ action }) => MEMBER_EVENTS.has(action)).map(({ subject }) => subject))];
  const people = await findPeople(db, personIds);
  return {
    posts: new Map(views.map((view) => [view.id, view])),
    people: new Map([...people].map(([id, person]) => [id, personRef(context.identity, person)])),
  };
}

/** Members of an event beyond its type and time; undefined for a change that is nobody's event. */
function bodyOf({ action, subject, channel_id, partner_id, at }: AuditRow, { posts, people }: Lookups): Record<string, unknown> | undefined {
  if (POST_EVENTS.has(action)) {
    const post = posts.get(subject);
    return post && { channel_id, post };
  }
  if (CHANNEL_EVENTS.has(action)) return action === 'delivery.updated' ? { channel_id, partner_id, held_since: at } : { channel_id };
  if (MEMBER_EVENTS.has(action)) return { channel_id, person: people.get(subject) ?? { id: subject } };
  if (ADMIN_EVENTS.has(action)) return { partner_id, ...(channel_id === null ? {} : { channel_id }) };
  return undefined;
}

/** Renders audit entries as the events that clients get; an allow-list by action, and by member of each (THREATS 10). */
export async function renderEvents(db: Read, context: NodeContext, entries: readonly AuditRow[]): Promise<RenderedEvent[]> {
  const lookups = await readLookups(db, context, entries);
  return entries.flatMap((entry) => {
    const body = bodyOf(entry, lookups);
    if (body === undefined) return [];
    const adminsOnly = ADMIN_EVENTS.has(entry.action);
    return [
      {
        seq: entry.seq,
        type: entry.action,
        data: JSON.stringify({ type: entry.action, at: entry.at, ...body }),
        channelId: adminsOnly ? undefined : (entry.channel_id ?? undefined),
        personId: MEMBER_EVENTS.has(entry.action) ? entry.subject : undefined,
        adminsOnly,
      },
    ];
  });
}
