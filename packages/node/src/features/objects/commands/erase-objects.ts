import type { Tx } from '../../../database/database.ts';
import { inPaddedBlocks } from '../../../database/padded-blocks.ts';
import { eraseEntries } from '../../replication/commands.ts';
import { listReactionEntries, listVersionEntries, type ObjectRow } from '../queries.ts';
import { updateObjects } from './store-objects.ts';

/** An object to be deleted, and where the entry of its deletion stands. */
export type Erasure = { readonly object: ObjectRow; readonly deletedAt: string; readonly log: number | null; readonly seq: number | null };

/**
 * Erases objects: content, versions and reactions, and payload and salt of every entry that told of them. What stays is
 * that there was an object and when it was deleted, which also keeps it from coming back (THREATS 42).
 */
export async function eraseObjects(tx: Tx, erasures: readonly Erasure[]): Promise<void> {
  if (erasures.length === 0) return;
  const ids = erasures.map(({ object }) => object.id);
  await eraseByLog(tx, [
    ...erasures.map(({ object }) => object),
    ...(await listVersionEntries(tx.db, ids)),
    ...(await listReactionEntries(tx.db, ids)),
  ]);
  for (const some of inPaddedBlocks(ids)) {
    for (const table of ['object_versions', 'reactions', 'reaction_entries'] as const) await tx.db.deleteFrom(table).where('object_id', 'in', some).execute();
  }
  await updateObjects(tx, erasures.map(({ object, deletedAt, log, seq }) => ({ ...object, content: null, edited_at: null, deleted_at: deletedAt, log, seq })));
}

async function eraseByLog(tx: Tx, entries: readonly { readonly log: number | null; readonly seq: number | null }[]): Promise<void> {
  const byLog = new Map<number, number[]>();
  for (const { log, seq } of entries) {
    if (log === null || seq === null) continue;
    const seqs = byLog.get(log);
    if (seqs) seqs.push(seq);
    else byLog.set(log, [seq]);
  }
  for (const [log, seqs] of byLog) await eraseEntries(tx, log, seqs);
}
