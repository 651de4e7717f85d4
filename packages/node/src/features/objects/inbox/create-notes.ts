import type { ChannelActivity } from '@adjoin/protocol/vocabulary/activities';
import type { NodeContext } from '../../../context.ts';
import type { Tx } from '../../../database/database.ts';
import { insertRows } from '../../../database/insert-rows.ts';
import { appendAudit } from '../../audit/commands.ts';
import { findChannel } from '../../channels/queries.ts';
import type { ApplyOutcome, Received } from '../../replication/activity-handler.ts';
import { eraseEntries } from '../../replication/commands.ts';
import { findObjects, type ObjectRow } from '../queries.ts';
import { judgeNote, outcomeOf, sortKey, threadOf, type Verdict } from '../rules.ts';
import { announcedPeople, auditFrame, objectIdOf, runOf, type Run } from './known-facts.ts';

type Note = Received<ChannelActivity<'Create Note'>>;

/** Places received notes in their channel. A few statements for a run of any length. */
export async function createNotes(tx: Tx, context: NodeContext, received: readonly Note[]): Promise<readonly ApplyOutcome[]> {
  const run = runOf(received);
  if (run === undefined) return [];
  const placing = await openPlacing(tx, context, { run, received });
  const verdicts = received.map((note) => placeNote(placing, note));
  await eraseEntries(tx, run.log, received.flatMap(({ seq }, index) => (verdicts[index] === 'erase' ? [seq] : [])));
  await insertRows(tx, 'objects', placing.placed);
  const frame = auditFrame(run, context.identity.did);
  await appendAudit(tx, context.feed, placing.placed.map(({ id }) => ({ ...frame, action: 'post.created', subject: id })));
  return verdicts.map(outcomeOf);
}

type Placing = {
  readonly self: string;
  readonly run: Run;
  readonly channel: { readonly id: string; readonly did: string };
  readonly authors: ReadonlyMap<string, string>;
  /** Objects by our ids: those there were, and those placed by this run. */
  readonly objects: Map<string, ObjectRow>;
  readonly placed: ObjectRow[];
};

async function openPlacing(tx: Tx, { identity }: NodeContext, { run, received }: { run: Run; received: readonly Note[] }): Promise<Placing> {
  const self = identity.did;
  const channel = await findChannel(tx.db, run.channelId);
  if (channel === undefined) throw new Error('a log was admitted for a channel that does not exist');
  const notes = received.map(({ activity }) => activity.object);
  const named = notes.flatMap(({ id, inReplyTo }) => (inReplyTo === undefined ? [id] : [id, inReplyTo]));
  return {
    self,
    run,
    channel,
    authors: await announcedPeople(tx.db, { dids: notes.map(({ attributedTo }) => attributedTo), origin: run.origin, self }),
    objects: await findObjects(tx.db, named.map((did) => objectIdOf(did, self))),
    placed: [],
  };
}

function placeNote({ self, run, channel, authors, objects, placed }: Placing, { activity, log, seq, receivedAt }: Note): Verdict {
  const { object } = activity;
  const id = objectIdOf(object.id, self);
  const parent = object.inReplyTo === undefined ? undefined : objects.get(objectIdOf(object.inReplyTo, self));
  const authorId = authors.get(object.attributedTo);
  const verdict = judgeNote({ activity, origin: run.origin, channel, known: objects.get(id), authorId, parent });
  if (verdict !== 'effect') return verdict;
  const row: ObjectRow = {
    id,
    did: object.id,
    channel_id: channel.id,
    owner: run.origin,
    author_id: authorId as string,
    thread_id: parent === undefined ? null : threadOf(parent),
    in_reply_to: parent?.id ?? null,
    content: object.content,
    version: 1,
    log,
    seq,
    published_at: object.published,
    sort_at: sortKey({ published: object.published, receivedAt, place: seq }),
    edited_at: null,
    deleted_at: null,
  };
  objects.set(id, row);
  placed.push(row);
  return verdict;
}
