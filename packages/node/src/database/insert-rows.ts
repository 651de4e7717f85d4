import type { Insertable } from 'kysely';
import type { Tables, Tx } from './database.ts';

/**
 * Rows in one INSERT, largest first. Few sizes mean few distinct statements, so that each stays prepared; the largest
 * keeps the number of bound values below every database's limit.
 */
const BLOCK_SIZES = [64, 16, 4, 1] as const;

/** Cuts a list into blocks of a few fixed sizes. */
export function* inBlocks<R>(rows: readonly R[]): Generator<readonly R[]> {
  let start = 0;
  for (const size of BLOCK_SIZES) {
    for (; rows.length - start >= size; start += size) yield rows.slice(start, start + size);
  }
}

/** Inserts any number of rows in a few statements. */
export async function insertRows<T extends keyof Tables>(tx: Tx, table: T, rows: readonly Insertable<Tables[T]>[]): Promise<void> {
  for (const block of inBlocks(rows)) await tx.db.insertInto(table).values(block).execute();
}
