import { parseLogId } from '@adjoin/protocol/identifiers/ids';
import type { SeenHead } from '@adjoin/protocol/log/checkpoint';
import { MAX_HEADS } from '@adjoin/protocol/log/page';
import type { NodeContext } from '../../context.ts';
import type { Read, Tx } from '../../database/database.ts';
import { instantOf } from '../../ports/clock.ts';
import { appendAudit } from '../audit/commands.ts';
import { sharesLogWith } from './audience.ts';
import type { Neighbours, Partner } from './neighbours.ts';
import { findCursor, findHeader, findLogs, listLogsOf } from './queries.ts';
import { headOf } from '@adjoin/protocol/log/header';

/** What we hold of every log that we share with a partner: ours and theirs, never a third company's (rule REP-9). */
export async function headsFor(db: Read, context: NodeContext, { partner, neighbours }: { partner: Partner; neighbours: Neighbours }): Promise<SeenHead[]> {
  const rows = await db.selectFrom('logs').selectAll().where('origin', 'in', [context.identity.did, partner.did]).orderBy('number', 'desc').limit(MAX_HEADS).execute();
  const heads: SeenHead[] = [];
  const shares = new Map<string, boolean>();
  for (const row of rows) {
    const isShared = shares.get(row.subject) ?? (await sharesLogWith(db, { log: row, partner, neighbours, self: context.identity.did }));
    shares.set(row.subject, isShared);
    if (isShared) heads.push({ log: row.id, seq: row.seq, head: row.head });
  }
  return heads;
}

/** Heads of the other logs of a channel, for a checkpoint: split views of what others wrote come to light (rule LOG-12). */
export async function seenIn(db: Read, { subject, log, limit }: { subject: string; log: string; limit: number }): Promise<SeenHead[]> {
  const rows = await listLogsOf(db, subject);
  return rows.filter(({ id }) => id !== log).slice(0, limit).map(({ id, seq, head }) => ({ log: id, seq, head }));
}

export type HeadsVerdict = {
  /** Our logs of which the partner holds less than its receipts said. */
  readonly rewound: boolean;
  /** Logs of the partner that have grown beyond what we hold, and those that we hold nothing of. */
  readonly missing: readonly string[];
};

type Compared = { readonly partner: Partner; readonly neighbours: Neighbours; readonly heads: readonly SeenHead[]; readonly mayRewind: boolean };

/**
 * Compares what a partner says it holds with what we know. A partner that holds less than it once signed for (a restored
 * backup, a lie) is served again from there; what it holds of its own and we lack is to be pulled (THREATS 49). Only the
 * answer to our own request may rewind: with one request in flight it cannot be older than the receipts we have, while
 * heads in a partner's request may have crossed them on the way.
 */
export async function compareHeads(tx: Tx, context: NodeContext, { partner, neighbours, heads, mayRewind }: Compared): Promise<HeadsVerdict> {
  let rewound = false;
  const missing: string[] = [];
  // A log that is named again and again counts once.
  const claims = new Map(heads.map((head) => [head.log, head]));
  const logs = await findLogs(tx.db, [...claims.keys()]);
  for (const claimed of claims.values()) {
    const log = logs.get(claimed.log);
    if (mayRewind && log?.origin === context.identity.did) rewound = (await rewind(tx, context, { partner, log, claimed })) || rewound;
    else if (log === undefined ? await mayLack(tx.db, { claimed, partner, neighbours }) : log.origin === partner.did && claimed.seq > log.seq) missing.push(claimed.log);
  }
  return { rewound, missing };
}

/** Is this a log of the partner that we should hold, and of which we have nothing: never received, or lost with an old backup? */
async function mayLack(db: Read, { claimed, partner, neighbours }: { claimed: SeenHead; partner: Partner; neighbours: Neighbours }): Promise<boolean> {
  const name = parseLogId(claimed.log);
  if (name?.origin !== partner.did || claimed.seq === 0) return false;
  return (await neighbours.admit(db, name, partner)).status === 'admitted';
}

type Rewind = { readonly partner: Partner; readonly log: { readonly number: number; readonly id: string; readonly seq: number }; readonly claimed: SeenHead };

async function rewind(tx: Tx, context: NodeContext, { partner, log, claimed }: Rewind): Promise<boolean> {
  const cursor = await findCursor(tx.db, partner.did, log.number);
  if (cursor === undefined || claimed.seq >= cursor.held_seq) return false;
  const header = claimed.seq === 0 ? undefined : await findHeader(tx.db, log.number, claimed.seq);
  const sameHistory = claimed.seq === 0 || (header !== undefined && headOf(header) === claimed.head);
  const at = instantOf(context.clock.now());
  const action = sameHistory ? 'cursor.rewound' : 'log.forked';
  await appendAudit(tx, context.feed, [{ at, actor: partner.did, action, subject: log.id, partnerId: partner.id, details: { from: cursor.held_seq, to: claimed.seq } }]);
  if (!sameHistory) return false;
  await tx.db
    .updateTable('cursors')
    .set({ held_seq: claimed.seq, held_head: claimed.head, held_at: at })
    .where('node', '=', partner.did)
    .where('log', '=', log.number)
    .execute();
  return true;
}
