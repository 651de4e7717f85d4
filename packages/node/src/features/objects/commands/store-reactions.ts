import type { Tx } from '../../../database/database.ts';
import { ROWS_PER_STATEMENT } from '../limits.ts';

/** A reaction added or taken back, and the position of the entry that told it. */
export type ReactionChange = {
  readonly objectId: string;
  readonly personId: string;
  readonly emoji: string;
  readonly seq: number;
  readonly isUndo: boolean;
  /** False for one that was told before. */
  readonly hasEffect: boolean;
};

type Changes = { readonly log: number; readonly node: string; readonly at: string; readonly changes: readonly ReactionChange[] };

/** SQLite allows expressions up to a depth of 1,000. */
const ALTERNATIVES_PER_STATEMENT = 100;

/** Stores the reactions of one run: all of them added, or all taken back. */
export async function storeReactionChanges(tx: Tx, { log, node, at, changes }: Changes): Promise<void> {
  const added = changes.filter(({ isUndo, hasEffect }) => hasEffect && !isUndo);
  const removed = changes.filter(({ isUndo, hasEffect }) => hasEffect && isUndo);
  for (let start = 0; start < changes.length; start += ROWS_PER_STATEMENT) {
    const entries = changes.slice(start, start + ROWS_PER_STATEMENT).map(({ objectId, seq }) => ({ object_id: objectId, log, seq }));
    await tx.db.insertInto('reaction_entries').values(entries).onConflict((conflict) => conflict.doNothing()).execute();
  }
  for (let start = 0; start < added.length; start += ROWS_PER_STATEMENT) {
    const rows = added.slice(start, start + ROWS_PER_STATEMENT).map(({ objectId, personId, emoji }) => ({ object_id: objectId, person_id: personId, node, emoji, at }));
    await tx.db.insertInto('reactions').values(rows).execute();
  }
  for (let start = 0; start < removed.length; start += ALTERNATIVES_PER_STATEMENT) {
    const some = removed.slice(start, start + ALTERNATIVES_PER_STATEMENT);
    await tx.db
      .deleteFrom('reactions')
      .where((e) => e.or(some.map(({ objectId, personId, emoji }) => e.and([e('object_id', '=', objectId), e('person_id', '=', personId), e('emoji', '=', emoji)]))))
      .execute();
  }
}
