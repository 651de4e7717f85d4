import { sql } from 'kysely';
import type { Read } from '../../database/database.ts';
import { inPaddedBlocks } from '../../database/padded-blocks.ts';

export function findLog(db: Read, id: string) {
  return db.selectFrom('logs').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Logs by their ids; unknown ones are left out. */
export async function findLogs(db: Read, ids: readonly string[]) {
  const rows = [];
  for (const some of inPaddedBlocks(ids)) rows.push(...(await db.selectFrom('logs').selectAll().where('id', 'in', some).execute()));
  return new Map(rows.map((row) => [row.id, row]));
}

/** All logs filed under a channel or partner, whoever wrote them. */
export function listLogsOf(db: Read, subject: string) {
  return db.selectFrom('logs').selectAll().where('subject', '=', subject).orderBy('id').execute();
}

/** Our own logs of which `node` does not hold everything yet, by its cursor. */
export function listBacklog(db: Read, { origin, node }: { origin: string; node: string }) {
  return db
    .selectFrom('logs')
    .leftJoin('cursors', (join) => join.onRef('cursors.log', '=', 'logs.number').on('cursors.node', '=', node))
    .select((e) => ['logs.number', 'logs.id', 'logs.kind', 'logs.subject', 'logs.seq', 'logs.head', e.fn.coalesce('cursors.held_seq', e.lit(0)).as('held')])
    .where('logs.origin', '=', origin)
    .where((e) => e('logs.seq', '>', e.fn.coalesce('cursors.held_seq', e.lit(0))))
    .orderBy('logs.number')
    .execute();
}

export function readEntries(db: Read, { log, after, limit }: { log: number; after: number; limit: number }) {
  return db
    .selectFrom('log_entries')
    .select(['seq', 'header', 'salt', 'payload'])
    .where('log', '=', log)
    .where('seq', '>', after)
    .orderBy('seq')
    .limit(limit)
    .execute();
}

export async function findHeader(db: Read, log: number, seq: number): Promise<string | undefined> {
  const row = await db.selectFrom('log_entries').select('header').where('log', '=', log).where('seq', '=', seq).executeTakeFirst();
  return row?.header;
}

export function findCursor(db: Read, node: string, log: number) {
  return db.selectFrom('cursors').selectAll().where('node', '=', node).where('log', '=', log).executeTakeFirst();
}

const STORED_FAULT = ['entry_faults.log', 'entry_faults.seq', 'entry_faults.tries', 'logs.id', 'logs.origin', 'logs.kind', 'logs.subject', 'log_entries.payload'] as const;

function selectPending(db: Read) {
  return db
    .selectFrom('entry_faults')
    .innerJoin('logs', 'logs.number', 'entry_faults.log')
    .innerJoin('log_entries', (join) => join.onRef('log_entries.log', '=', 'entry_faults.log').onRef('log_entries.seq', '=', 'entry_faults.seq'))
    .select(STORED_FAULT)
    .where('entry_faults.state', '=', 'pending')
    .orderBy('entry_faults.log')
    .orderBy('entry_faults.seq');
}

export type Waiting = Awaited<ReturnType<typeof listFailed>>[number];
export type EntryPlace = { readonly log: number; readonly seq: number };

/** Pending entries after a place that wait for these or are about them, or all, in the order in which they were written. */
export function listWaiting(db: Read, { needs, after, limit }: { needs: readonly string[] | 'anything'; after: EntryPlace; limit: number }): Promise<Waiting[]> {
  return selectPending(db)
    .where(sql<boolean>`(entry_faults.log, entry_faults.seq) > (${after.log}, ${after.seq})`)
    .$if(needs !== 'anything', (query) => query.where((e) => e.or([e('entry_faults.waits_for', 'in', needs as string[]), e('entry_faults.about', 'in', needs as string[])])))
    .limit(limit)
    .execute();
}

/** Entries of a log whose handler failed, to be tried again. */
export function listFailed(db: Read, log: number, limit: number) {
  return selectPending(db).where('entry_faults.log', '=', log).where('entry_faults.waits_for', '=', '').limit(limit).execute();
}
