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

function objectOf(payload: string): string | undefined {
  const { object } = JSON.parse(payload) as { object?: string | { id?: string } };
  return typeof object === 'string' ? object : object?.id;
}

/**
 * Erases the quarantined entries of a log that are about these objects. Nothing else remembers what an entry that never
 * took effect was about, and its content must not outlive the object's deletion (THREATS 42).
 */
export async function eraseQuarantined(tx: Tx, log: number, dids: readonly string[]): Promise<void> {
  const wanted = new Set(dids);
  for (const names of inPaddedBlocks(dids)) {
    const rows = await tx.db
      .selectFrom('entry_faults')
      .innerJoin('log_entries', (join) => join.onRef('log_entries.log', '=', 'entry_faults.log').onRef('log_entries.seq', '=', 'entry_faults.seq'))
      .select(['log_entries.seq', 'log_entries.payload'])
      .where('entry_faults.log', '=', log)
      .where('entry_faults.state', '=', 'quarantined')
      .where((e) => e.or(names.map((did) => e('log_entries.payload', 'like', `%${did}%`))))
      .execute();
    const about = rows.filter(({ payload }) => payload !== null && wanted.has(objectOf(payload) ?? ''));
    await eraseEntries(tx, log, about.map(({ seq }) => seq));
  }
}
