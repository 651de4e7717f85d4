import assert from 'node:assert/strict';
import type { Tx } from '../../../database/database.ts';
import { inBlocks, insertRows } from '../../../database/insert-rows.ts';
import type { ObjectRow } from '../queries.ts';

/** Writes back what an edit or a deletion changes of objects, many to a statement. */
export async function updateObjects(tx: Tx, rows: readonly ObjectRow[]): Promise<void> {
  for (const block of inBlocks(rows)) {
    await tx.db
      .insertInto('objects')
      .values(block)
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
  const versions = rows.map(({ id, version, content, log, seq, edited_at, published_at }) => {
    assert(content !== null, 'a deleted object has no version to keep');
    return { object_id: id, version, content, log, seq, at: edited_at ?? published_at };
  });
  await insertRows(tx, 'object_versions', versions);
}
