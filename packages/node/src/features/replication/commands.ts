import type { Tx } from '../../database/database.ts';
import { inPaddedBlocks } from '../../database/padded-blocks.ts';

/**
 * Erases payload and salt of entries and leaves their headers, so that the chain still verifies while nothing tells any
 * more what was said (rule LOG-8).
 */
export async function eraseEntries(tx: Tx, log: number, seqs: readonly number[]): Promise<void> {
  for (const some of inPaddedBlocks(seqs)) {
    await tx.db.updateTable('log_entries').set({ salt: null, payload: null }).where('log', '=', log).where('seq', 'in', some).execute();
  }
}

/**
 * Erases the quarantined entries of a log that are about these objects. Nothing else remembers what an entry that never
 * took effect was about, and its content must not outlive the object's deletion (THREATS 42).
 */
export async function eraseQuarantined(tx: Tx, log: number, dids: readonly string[]): Promise<void> {
  for (const some of inPaddedBlocks(dids)) {
    const rows = await tx.db.selectFrom('entry_faults').select('seq').where('log', '=', log).where('state', '=', 'quarantined').where('about', 'in', some).execute();
    await eraseEntries(tx, log, rows.map(({ seq }) => seq));
  }
}
