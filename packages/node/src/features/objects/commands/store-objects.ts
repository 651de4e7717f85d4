import type { Tx } from '../../../database/database.ts';
import { insertRows } from '../../../database/insert-rows.ts';
import { ROWS_PER_STATEMENT } from '../limits.ts';
import type { ObjectRow } from '../queries.ts';

/** Stores new objects, many to a statement. */
export function insertObjects(tx: Tx, rows: readonly ObjectRow[]): Promise<void> {
  return insertRows(tx, 'objects', rows);
}

/** Writes back what an edit or a deletion changes of objects, many to a statement. */
export async function updateObjects(tx: Tx, rows: readonly ObjectRow[]): Promise<void> {
  for (let start = 0; start < rows.length; start += ROWS_PER_STATEMENT) {
    await tx.db
      .insertInto('objects')
      .values(rows.slice(start, start + ROWS_PER_STATEMENT))
      .onConflict((conflict) =>
        conflict.column('id').doUpdateSet((e) => ({
          content: e.ref('excluded.content'),
          version: e.ref('excluded.version'),
          log: e.ref('excluded.log'),
          seq: e.ref('excluded.seq'),
          edited_at: e.ref('excluded.edited_at'),
          deleted_at: e.ref('excluded.deleted_at'),
        })),
      )
      .execute();
  }
}

/** Keeps versions that are about to be replaced. */
export async function keepVersions(tx: Tx, rows: readonly ObjectRow[]): Promise<void> {
  for (let start = 0; start < rows.length; start += ROWS_PER_STATEMENT) {
    const versions = rows.slice(start, start + ROWS_PER_STATEMENT).map(({ id, version, content, log, seq, edited_at, published_at }) => {
      if (content === null) throw new Error('a deleted object has no version to keep');
      return { object_id: id, version, content, log, seq, at: edited_at ?? published_at };
    });
    await tx.db.insertInto('object_versions').values(versions).execute();
  }
}
