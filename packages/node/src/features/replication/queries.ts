import type { Read } from '../../database/database.ts';

export function findLog(db: Read, id: string) {
  return db.selectFrom('logs').selectAll().where('id', '=', id).executeTakeFirst();
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

export function listPending(db: Read, subject: string, limit: number) {
  return db
    .selectFrom('entry_faults')
    .innerJoin('logs', 'logs.number', 'entry_faults.log')
    .innerJoin('log_entries', (join) => join.onRef('log_entries.log', '=', 'entry_faults.log').onRef('log_entries.seq', '=', 'entry_faults.seq'))
    .select([
      'entry_faults.log', 'entry_faults.seq', 'entry_faults.tries', 'entry_faults.code', 'logs.id', 'logs.origin', 'logs.kind', 'log_entries.payload',
    ])
    .where('logs.subject', '=', subject)
    .where('entry_faults.state', '=', 'pending')
    .orderBy('entry_faults.log')
    .orderBy('entry_faults.seq')
    .limit(limit)
    .execute();
}
