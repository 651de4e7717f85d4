import type { ChannelActivity } from '@adjoin/protocol/vocabulary/activities';
import type { NodeContext } from '../../../context.ts';
import type { Tx } from '../../../database/database.ts';
import { appendAudit, type AuditEntry } from '../../audit/commands.ts';
import type { ApplyOutcome, Received } from '../../replication/activity-handler.ts';
import { eraseEntries } from '../../replication/commands.ts';
import { keepVersions, updateObjects } from '../commands/store-objects.ts';
import { findObjects, type ObjectRow } from '../queries.ts';
import { judgeEdit, outcomeOf, type Verdict } from '../rules.ts';
import { auditFrame, objectIdOf, personIdOf, runOf } from './known-facts.ts';

type Edit = Received<ChannelActivity<'Update Note'>>;

/** Gives received edits their effect, in order; several of one note in one run as well. */
export async function updateNotes(tx: Tx, context: NodeContext, received: readonly Edit[]): Promise<readonly ApplyOutcome[]> {
  const run = runOf(received);
  if (run === undefined) return [];
  const self = context.identity.did;
  const objects = await findObjects(tx.db, received.map(({ activity }) => objectIdOf(activity.object.id, self)));
  const replaced: ObjectRow[] = [];
  const edited = new Map<string, ObjectRow>();
  const entries: AuditEntry[] = [];
  const verdicts = received.map(({ activity, log, seq }): Verdict => {
    const id = objectIdOf(activity.object.id, self);
    const target = edited.get(id) ?? objects.get(id);
    const verdict = judgeEdit({ activity, origin: run.origin, channelId: run.channelId, target, actorId: personIdOf(activity.actor, self), log, seq });
    if (verdict !== 'effect' || target === undefined) return verdict;
    replaced.push(target);
    const { content, updated } = activity.object;
    edited.set(id, { ...target, content, version: target.version + 1, edited_at: updated, log, seq });
    entries.push({ ...auditFrame(run, self), action: 'post.updated', subject: id, details: { version: target.version + 1 } });
    return verdict;
  });
  await eraseEntries(tx, run.log, received.flatMap(({ seq }, index) => (verdicts[index] === 'erase' ? [seq] : [])));
  await keepVersions(tx, replaced);
  await updateObjects(tx, [...edited.values()]);
  await appendAudit(tx, context.feed, entries);
  return verdicts.map(outcomeOf);
}
