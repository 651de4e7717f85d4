import type { ChannelActivity } from '@adjoin/protocol/vocabulary/activities';
import type { NodeContext } from '../../../context.ts';
import type { Tx } from '../../../database/database.ts';
import { appendAudit } from '../../audit/commands.ts';
import type { ApplyOutcome, Received } from '../../replication/activity-handler.ts';
import { eraseEntries } from '../../replication/commands.ts';
import { storeReactionChanges, type ReactionChange } from '../commands/store-reactions.ts';
import { countReactionsOf, findObjects, listReactionsOf, type ObjectRow } from '../queries.ts';
import { judgeReaction, judgeReactionCounts, outcomeOf, type Verdict } from '../rules.ts';
import { announcedPeople, auditFrame, objectIdOf, runOf, type Run } from './known-facts.ts';

type Like = Received<ChannelActivity<'Like Object'>>;
type Undo = Received<ChannelActivity<'Undo Like'>>;

/** A reaction told by another company, or taken back. */
type Told = { readonly actor: string; readonly object: string; readonly emoji: string; readonly seq: number; readonly isUndo: boolean };

export function likeObjects(tx: Tx, context: NodeContext, received: readonly Like[]): Promise<readonly ApplyOutcome[]> {
  const told = received.map(({ activity, seq }) => ({ actor: activity.actor, object: activity.object, emoji: activity.content, seq, isUndo: false }));
  return applyReactions(tx, context, { run: runOf(received), told });
}

export function undoLikes(tx: Tx, context: NodeContext, received: readonly Undo[]): Promise<readonly ApplyOutcome[]> {
  const told = received.map(({ activity, seq }) => ({ actor: activity.actor, object: activity.object.object, emoji: activity.object.content, seq, isUndo: true }));
  return applyReactions(tx, context, { run: runOf(received), told });
}

async function applyReactions(tx: Tx, context: NodeContext, { run, told }: { run: Run | undefined; told: readonly Told[] }): Promise<readonly ApplyOutcome[]> {
  if (run === undefined) return [];
  const reacting = await openReacting(tx, context, { run, told });
  const verdicts = told.map((reaction) => react(reacting, reaction));
  await eraseEntries(tx, run.log, told.flatMap(({ seq }, index) => (verdicts[index] === 'erase' ? [seq] : [])));
  await storeReactionChanges(tx, { log: run.log, node: run.origin, at: run.receivedAt, changes: reacting.changes });
  const frame = auditFrame(run, context.identity.did);
  const entries = reacting.changes.filter(({ hasEffect }) => hasEffect);
  await appendAudit(tx, context.feed, entries.map(({ objectId, isUndo }) => ({ ...frame, action: isUndo ? 'reaction.removed' : 'reaction.added', subject: objectId })));
  return verdicts.map(outcomeOf);
}

type Reacting = {
  readonly self: string;
  readonly run: Run;
  readonly people: ReadonlyMap<string, string>;
  readonly objects: ReadonlyMap<string, ObjectRow>;
  /** The reactions that there are now, each as `keyOf` writes it. */
  readonly present: Set<string>;
  /** Reactions by object, and by object and person. */
  readonly counts: Map<string, number>;
  readonly changes: ReactionChange[];
};

const keyOf = (...parts: readonly string[]): string => parts.join(' ');

async function openReacting(tx: Tx, { identity }: NodeContext, { run, told }: { run: Run; told: readonly Told[] }): Promise<Reacting> {
  const self = identity.did;
  const people = await announcedPeople(tx.db, { dids: told.map(({ actor }) => actor), origin: run.origin, self });
  const objects = await findObjects(tx.db, told.map(({ object }) => objectIdOf(object, self)));
  const ids = [...objects.keys()];
  const personIds = [...people.values()];
  const present = personIds.length === 0 ? [] : await listReactionsOf(tx.db, { ids, personIds });
  const counts = new Map<string, number>();
  for (const { object_id, person_id, count } of await countReactionsOf(tx.db, { ids, node: run.origin })) {
    counts.set(keyOf(object_id, person_id), count);
    counts.set(object_id, (counts.get(object_id) ?? 0) + count);
  }
  return { self, run, people, objects, present: new Set(present.map((row) => keyOf(row.object_id, row.person_id, row.emoji))), counts, changes: [] };
}

function react({ self, run, people, objects, present, counts, changes }: Reacting, { actor, object, emoji, seq, isUndo }: Told): Verdict {
  const objectId = objectIdOf(object, self);
  const actorId = people.get(actor);
  const verdict = judgeReaction({ actor, origin: run.origin, channelId: run.channelId, target: objects.get(objectId), actorId });
  if (verdict !== 'effect' || actorId === undefined) return verdict;
  const key = keyOf(objectId, actorId, emoji);
  const [byCompany, byPerson] = [objectId, keyOf(objectId, actorId)];
  const hasEffect = present.has(key) === isUndo;
  if (hasEffect && !isUndo) {
    const room = judgeReactionCounts({ person: counts.get(byPerson) ?? 0, company: counts.get(byCompany) ?? 0 });
    if (room !== 'effect') return room;
  }
  changes.push({ objectId, personId: actorId, emoji, seq, isUndo, hasEffect });
  if (!hasEffect) return 'nothing';
  for (const count of [byCompany, byPerson]) counts.set(count, (counts.get(count) ?? 0) + (isUndo ? -1 : 1));
  if (isUndo) present.delete(key);
  else present.add(key);
  return 'effect';
}
