import type { Read } from '../../database/database.ts';

/** Entries of our own shared logs beyond a partner's cursor, in logs that it has begun to receive. */
export async function countQueued(db: Read, { node, self }: { node: string; self: string }): Promise<number> {
  const row = await db
    .selectFrom('logs')
    .leftJoin('cursors', (join) => join.onRef('cursors.log', '=', 'logs.number').on('cursors.node', '=', node))
    .leftJoin('channel_nodes', (join) => join.onRef('channel_nodes.channel_id', '=', 'logs.subject').on('channel_nodes.node', '=', node))
    .select((e) => e.fn.sum<number | string | null>(e('logs.seq', '-', e.fn.coalesce('cursors.held_seq', e.lit(0)))).as('queued'))
    .where('logs.origin', '=', self)
    .where((e) => e.or([e('logs.subject', '=', node), e('channel_nodes.state', '=', 'active')]))
    .executeTakeFirst();
  // PostgreSQL adds integers up to a numeric, which arrives as text.
  return Number(row?.queued ?? 0);
}

/** Changes of posts that a follower of the audit log has not come to yet. */
export async function countUnindexed(db: Read, name: string): Promise<number> {
  const row = await db
    .selectFrom('audit_entries')
    .select((e) => e.fn.countAll<number>().as('count'))
    .where('seq', '>', (e) => e.selectFrom('followers').select((f) => f.fn.coalesce(f.fn.max('seq'), f.lit(0)).as('seq')).where('name', '=', name))
    .where('action', 'in', ['post.created', 'post.updated', 'post.deleted'])
    .executeTakeFirstOrThrow();
  return row.count;
}

export function listFaults(db: Read, limit: number) {
  return db
    .selectFrom('entry_faults')
    .innerJoin('logs', 'logs.number', 'entry_faults.log')
    .select(['logs.id as log', 'entry_faults.seq', 'entry_faults.state', 'entry_faults.code', 'entry_faults.detail', 'entry_faults.tries', 'entry_faults.since_at'])
    .orderBy('entry_faults.since_at')
    .limit(limit)
    .execute();
}
