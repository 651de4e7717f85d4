import type { ChannelActivity } from '@adjoin/protocol/vocabulary/activities';
import type { NodeContext } from '../../../context.ts';
import type { Tx } from '../../../database/database.ts';
import { insertRows } from '../../../database/insert-rows.ts';
import { appendAudit } from '../../audit/commands.ts';
import type { ApplyOutcome, Received } from '../../replication/activity-handler.ts';
import { eraseQuarantined } from '../../replication/commands.ts';
import { eraseObjects, type Erasure } from '../commands/erase-objects.ts';
import { findObjects, type ObjectRow } from '../queries.ts';
import { judgeDeletion, outcomeOf, sortKey, type Verdict } from '../rules.ts';
import { auditFrame, objectIdOf, runOf } from './known-facts.ts';

type Deletion = Received<ChannelActivity<'Delete Tombstone'>>;

/**
 * Deletes received objects for good. One that never came leaves a tombstone too: its Create may be erased, waiting or
 * on its way, and must find that it is deleted (THREATS 42).
 */
export async function deleteObjects(tx: Tx, context: NodeContext, received: readonly Deletion[]): Promise<readonly ApplyOutcome[]> {
  const run = runOf(received);
  if (run === undefined) return [];
  const self = context.identity.did;
  const objects = await findObjects(tx.db, received.map(({ activity }) => objectIdOf(activity.object.id, self)));
  const erasures: Erasure[] = [];
  const tombstones: ObjectRow[] = [];
  const dids: string[] = [];
  const verdicts = received.map((deletion): Verdict => {
    const { activity, log, seq } = deletion;
    const id = objectIdOf(activity.object.id, self);
    const target = objects.get(id);
    const verdict = judgeDeletion({ activity, origin: run.origin, channelId: run.channelId, target });
    if (verdict !== 'effect') return verdict;
    dids.push(activity.object.id);
    const tombstone = tombstoneOf(deletion, id);
    if (target === undefined) tombstones.push(tombstone);
    else erasures.push({ object: target, deletedAt: activity.object.deleted, log, seq });
    objects.set(id, tombstone);
    return verdict;
  });
  await eraseObjects(tx, erasures);
  await insertRows(tx, 'objects', tombstones);
  await eraseQuarantined(tx, run.log, dids);
  const frame = auditFrame(run, self);
  await appendAudit(tx, context.feed, erasures.map(({ object }) => ({ ...frame, action: 'post.deleted', subject: object.id })));
  return verdicts.map(outcomeOf);
}

/** All there is of an object of which only its deletion came. */
function tombstoneOf({ activity, origin, subject, log, seq, receivedAt }: Deletion, id: string): ObjectRow {
  const { id: did, deleted } = activity.object;
  return {
    id,
    did,
    channel_id: subject,
    owner: origin,
    author_id: null,
    thread_id: null,
    in_reply_to: null,
    content: null,
    version: 1,
    log,
    seq,
    published_at: deleted,
    sort_at: sortKey({ published: deleted, receivedAt, place: seq }),
    edited_at: null,
    deleted_at: deleted,
  };
}
