import { sql } from 'kysely';
import type { Read } from '../../database/database.ts';

/** One node that holds one entry, and since when it does: the time of its first receipt that covers the entry. */
export type Holder = { readonly seq: number; readonly node: string; readonly since: string };

/** Who holds these entries of one of our logs, by their signed receipts (rule REP-7). */
export async function findHolders(db: Read, { log, seqs }: { log: number; seqs: readonly number[] }): Promise<readonly Holder[]> {
  if (seqs.length === 0) return [];
  const rows = await db
    .selectFrom('log_entries as entry')
    .innerJoin('cursors as cursor', 'cursor.log', 'entry.log')
    .select(['entry.seq', 'cursor.node'])
    .select(
      sql<string | null>`(select receipt.at from receipts as receipt
        where receipt.log = entry.log and receipt.holder = cursor.node and receipt.seq >= entry.seq order by receipt.seq limit 1)`.as('since'),
    )
    .where('entry.log', '=', log)
    .where('entry.seq', 'in', seqs)
    .whereRef('cursor.held_seq', '>=', 'entry.seq')
    .execute();
  return rows.filter((row): row is Holder => row.since !== null);
}
