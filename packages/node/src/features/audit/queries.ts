import type { Selectable } from 'kysely';
import type { Read } from '../../database/database.ts';
import type { AuditTables } from './tables.ts';

export type AuditRow = Selectable<AuditTables['audit_entries']>;

/** Entries after `seq`, oldest first. */
export function readAuditAfter(db: Read, seq: number, limit: number) {
  return db.selectFrom('audit_entries').selectAll().where('seq', '>', seq).orderBy('seq').limit(limit).execute();
}

export async function newestAuditSeq(db: Read): Promise<number> {
  const row = await db.selectFrom('audit_entries').select('seq').orderBy('seq', 'desc').limit(1).executeTakeFirst();
  return row?.seq ?? 0;
}

/** Newest first. */
export function listAuditBefore(db: Read, { before, limit }: { before: number | undefined; limit: number }) {
  return db
    .selectFrom('audit_entries')
    .selectAll()
    .$if(before !== undefined, (query) => query.where('seq', '<', before as number))
    .orderBy('seq', 'desc')
    .limit(limit)
    .execute();
}
