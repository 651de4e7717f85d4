import { ownerOf } from '@adjoin/protocol/identifiers/ids';
import type { ChannelActivity } from '@adjoin/protocol/vocabulary/activities';
import { applied, type ApplyOutcome } from '../replication/activity-handler.ts';
import { MAX_EMOJIS_PER_PERSON, MAX_REACTIONS_PER_COMPANY, MAX_VERSIONS } from './limits.ts';
import { notAuthor, notOwnPost, postDeleted, tooManyReactions, tooManyVersions } from './problems.ts';
import type { ObjectTables } from './tables.ts';

type Post = Pick<ObjectTables['objects'], 'owner' | 'author_id' | 'deleted_at' | 'version'>;
type Actor = { readonly id: string; readonly role: 'admin' | 'member' };

/** The root of the thread that a reply to `parent` belongs to. Threads are flat: every reply knows its root. */
export function threadOf(parent: { readonly id: string; readonly thread_id: string | null }): string {
  return parent.thread_id ?? parent.id;
}

const PLACE_DIGITS = 12;

/**
 * Where a post is displayed: by the earlier of its time and its arrival, so that a wrong clock cannot pin a partner's
 * posts below all others; posts of one millisecond keep the order of `place`, their position in log or request.
 */
export function sortKey({ published, receivedAt, place }: { published: string; receivedAt: string; place: number }): string {
  return `${published < receivedAt ? published : receivedAt} ${String(place).padStart(PLACE_DIGITS, '0')}`;
}

/**
 * Only its author edits a post.
 * @throws Problem 403 `not-own-post` (THREATS 13) or `not-author`, 410 `post-deleted`, 422 `too-many-versions`
 */
export function checkEdit({ post, actor, self }: { post: Post; actor: Actor; self: string }): void {
  if (post.owner !== self) throw notOwnPost();
  if (post.author_id !== actor.id) throw notAuthor();
  if (post.deleted_at !== null) throw postDeleted();
  if (post.version >= MAX_VERSIONS) throw tooManyVersions(MAX_VERSIONS);
}

/**
 * A post is deleted by its author, or by an administrator of the author's company.
 * @throws Problem 403 `not-own-post` (THREATS 13) or `not-author`
 */
export function checkDeletion({ post, actor, self }: { post: Post; actor: Actor; self: string }): void {
  if (post.owner !== self) throw notOwnPost();
  if (post.author_id !== actor.id && actor.role !== 'admin') throw notAuthor();
}

/** How many reactions there are to one post: by one person, and by all people of that person's company. */
export type ReactionCounts = { readonly person: number; readonly company: number };

/** @throws Problem 410 `post-deleted`, 422 `too-many-reactions` (THREATS 29) */
export function checkReaction({ post, counts }: { post: Pick<Post, 'deleted_at'>; counts: ReactionCounts }): void {
  if (post.deleted_at !== null) throw postDeleted();
  if (counts.person >= MAX_EMOJIS_PER_PERSON) throw tooManyReactions(MAX_EMOJIS_PER_PERSON);
  if (counts.company >= MAX_REACTIONS_PER_COMPANY) throw tooManyReactions(MAX_REACTIONS_PER_COMPANY);
}

/**
 * What to do with a received activity: `effect` it; `nothing`, since its effect is already there; `erase` its entry,
 * since its object was deleted and must not come back (THREATS 42); or report the outcome.
 */
export type Verdict = 'effect' | 'nothing' | 'erase' | ApplyOutcome;

const quarantined = (code: string, detail: string): ApplyOutcome => ({ status: 'quarantined', code, detail });

const actorMismatch = quarantined('actor-mismatch', 'The actor may not act so here.');
const originMismatch = quarantined('origin-mismatch', 'The object does not belong to the node whose log this is.');
const crossPerimeter = quarantined('cross-perimeter', 'The activity reaches into another channel.');
const objectExists = quarantined('object-exists', 'Another object already has this id.');
const missingPerson = { status: 'pending', waitsFor: 'actor', code: 'missing-person', detail: 'The person has not been announced yet.' } as const;
const missingObject = { status: 'pending', waitsFor: 'object', code: 'missing-object', detail: 'The object is not here yet.' } as const;
const missingParent = { status: 'pending', waitsFor: 'inReplyTo', code: 'missing-parent', detail: 'The post that this answers is not here yet.' } as const;

/** The outcome that replication records for a verdict. */
export function outcomeOf(verdict: Verdict): ApplyOutcome {
  return typeof verdict === 'string' ? applied : verdict;
}

type Known = Pick<ObjectTables['objects'], 'channel_id' | 'author_id' | 'published_at' | 'deleted_at'>;

export type NoteFacts = {
  readonly activity: Pick<ChannelActivity<'Create Note'>, 'actor' | 'object'>;
  readonly origin: string;
  readonly channel: { readonly id: string; readonly did: string };
  /** What already has the note's id. */
  readonly known: Known | undefined;
  /** The author, if announced by the origin. */
  readonly authorId: string | undefined;
  readonly parent: { readonly channel_id: string } | undefined;
};

/** May a received note be placed in the channel (rules OBJ-1 … OBJ-4)? */
export function judgeNote({ activity, origin, channel, known, authorId, parent }: NoteFacts): Verdict {
  const { actor, object } = activity;
  if (ownerOf(actor) !== origin || object.attributedTo !== actor) return actorMismatch;
  if (ownerOf(object.id) !== origin) return originMismatch;
  if (object.context !== channel.did) return crossPerimeter;
  if (known !== undefined) return judgeKnownNote(known, { channelId: channel.id, authorId, published: object.published });
  if (authorId === undefined) return missingPerson;
  if (object.inReplyTo === undefined) return 'effect';
  if (parent === undefined) return missingParent;
  return parent.channel_id === channel.id ? 'effect' : crossPerimeter;
}

function judgeKnownNote(known: Known, { channelId, authorId, published }: { channelId: string; authorId: string | undefined; published: string }): Verdict {
  if (known.channel_id !== channelId) return objectExists;
  if (known.deleted_at !== null) return 'erase';
  return known.author_id === authorId && known.published_at === published ? 'nothing' : objectExists;
}

type Target = Pick<ObjectTables['objects'], 'channel_id' | 'author_id' | 'deleted_at' | 'version' | 'log' | 'seq'>;

export type EditFacts = {
  readonly activity: Pick<ChannelActivity<'Update Note'>, 'actor' | 'object'>;
  readonly origin: string;
  readonly channelId: string;
  readonly target: Target | undefined;
  readonly actorId: string;
  readonly log: number;
  readonly seq: number;
};

/** May a received edit change its note (rules OBJ-5, OBJ-6)? An edit that comes after the deletion has no effect. */
export function judgeEdit({ activity, origin, channelId, target, actorId, log, seq }: EditFacts): Verdict {
  if (ownerOf(activity.actor) !== origin) return actorMismatch;
  if (ownerOf(activity.object.id) !== origin) return originMismatch;
  if (target === undefined) return missingObject;
  if (target.channel_id !== channelId) return crossPerimeter;
  if (target.deleted_at !== null) return 'erase';
  if (target.author_id !== actorId) return actorMismatch;
  if (target.log === log && target.seq !== null && target.seq >= seq) return 'nothing';
  return target.version >= MAX_VERSIONS ? quarantined('too-many-versions', `A note has at most ${MAX_VERSIONS} versions.`) : 'effect';
}

export type DeletionFacts = {
  readonly activity: Pick<ChannelActivity<'Delete Tombstone'>, 'actor' | 'object'>;
  readonly origin: string;
  readonly channelId: string;
  readonly target: Pick<Target, 'channel_id' | 'deleted_at'> | undefined;
};

/** May a received deletion have its effect (rule OBJ-7)? Also on an object that never came: its id stays deleted. */
export function judgeDeletion({ activity, origin, channelId, target }: DeletionFacts): Verdict {
  if (ownerOf(activity.actor) !== origin) return actorMismatch;
  if (ownerOf(activity.object.id) !== origin) return originMismatch;
  if (target === undefined) return 'effect';
  if (target.channel_id !== channelId) return crossPerimeter;
  return target.deleted_at === null ? 'effect' : 'nothing';
}

export type ReactionFacts = {
  readonly actor: string;
  readonly origin: string;
  readonly channelId: string;
  readonly target: Pick<Target, 'channel_id' | 'deleted_at'> | undefined;
  /** The actor, if announced by the origin. */
  readonly actorId: string | undefined;
};

/** May a received reaction, or its undoing, touch its target (rules OBJ-8, OBJ-9)? */
export function judgeReaction({ actor, origin, channelId, target, actorId }: ReactionFacts): Verdict {
  if (ownerOf(actor) !== origin) return actorMismatch;
  if (actorId === undefined) return missingPerson;
  if (target === undefined) return missingObject;
  if (target.channel_id !== channelId) return crossPerimeter;
  return target.deleted_at === null ? 'effect' : 'erase';
}

/** Is there room for one more reaction (rule OBJ-9)? */
export function judgeReactionCounts({ person, company }: ReactionCounts): Verdict {
  const hasRoom = person < MAX_EMOJIS_PER_PERSON && company < MAX_REACTIONS_PER_COMPANY;
  return hasRoom ? 'effect' : quarantined('too-many-reactions', 'The person or company has too many reactions to this object.');
}
