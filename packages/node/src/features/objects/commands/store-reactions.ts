import type { Tx } from '../../../database/database.ts';
import { inBlocks, insertRows } from '../../../database/insert-rows.ts';

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

/** Stores the reactions of one run: all of them added, or all taken back. */
export async function storeReactionChanges(tx: Tx, { log, node, at, changes }: Changes): Promise<void> {
  const added = changes.filter(({ isUndo, hasEffect }) => hasEffect && !isUndo);
  const removed = changes.filter(({ isUndo, hasEffect }) => hasEffect && isUndo);
  for (const block of inBlocks(changes)) {
    const entries = block.map(({ objectId, seq }) => ({ object_id: objectId, log, seq }));
    await tx.db.insertInto('reaction_entries').values(entries).onConflict((conflict) => conflict.doNothing()).execute();
  }
  await insertRows(tx, 'reactions', added.map(({ objectId, personId, emoji }) => ({ object_id: objectId, person_id: personId, node, emoji, at })));
  for (const some of inBlocks(removed)) {
    await tx.db
      .deleteFrom('reactions')
      .where((e) => e.or(some.map(({ objectId, personId, emoji }) => e.and([e('object_id', '=', objectId), e('person_id', '=', personId), e('emoji', '=', emoji)]))))
      .execute();
  }
}
