import { ownerOf, parseLogId, activityId } from '@adjoin/protocol/identifiers/ids';
import { parseStrictJson } from '@adjoin/protocol/json/strict-json';
import { verifyCheckpoint, signReceipt, type Checkpoint } from '@adjoin/protocol/log/checkpoint';
import { genesis, verifyEntry, type Position } from '@adjoin/protocol/log/entry';
import { headOf } from '@adjoin/protocol/log/header';
import type { LogPage, PageResult } from '@adjoin/protocol/log/page';
import { Problem } from '@adjoin/protocol/problem';
import type { NodeContext } from '../../context.ts';
import type { Tx } from '../../database/database.ts';
import { insertRows } from '../../database/insert-rows.ts';
import { instantOf } from '../../ports/clock.ts';
import { applyRun, type StoredActivity } from './apply.ts';
import { checkAuthority } from './authority.ts';
import type { Neighbours, Partner } from './neighbours.ts';
import { actorMismatch, badCheckpoint, forked, notFoundHere, proofRequired } from './problems.ts';
import { findHeader, findLog } from './queries.ts';
import { settleWaiting } from './settle-waiting.ts';

type ForeignLog = { readonly number: number | undefined; readonly position: Position };
type NewEntry = { readonly seq: number; readonly header: string; readonly salt: string | null; readonly payload: string | null; readonly parsed: unknown };
type Continuation = { readonly entries: readonly NewEntry[]; readonly position: Position };

/** Entries that a node may leave here before both administrators have confirmed it: a confirmation needs one. */
const MAX_ENTRIES_BEFORE_CONFIRMATION = 16;

/** A page could not be taken now; asking again later may succeed. */
type Deferral = { readonly deferred: string };

/**
 * Verifies one page of a partner, stores what of it is new, and gives it effect; the answer carries our receipt.
 * Runs inside one unit: nothing of a refused page is stored (rules REP-5 … REP-7).
 */
export async function receivePage(tx: Tx, context: NodeContext, { page, partner, neighbours }: { page: LogPage; partner: Partner; neighbours: Neighbours }): Promise<{ result: PageResult; problem?: Problem }> {
  try {
    const outcome = await storePage(tx, context, { page, partner, neighbours });
    return { result: { log: page.partOf, ...outcome } };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { result: { log: page.partOf, status: 'refused', code: error.code }, problem: error };
  }
}

async function storePage(tx: Tx, context: NodeContext, { page, partner, neighbours }: { page: LogPage; partner: Partner; neighbours: Neighbours }): Promise<Omit<PageResult, 'log'>> {
  const name = parseLogId(page.partOf);
  if (name === undefined || name.origin === context.identity.did) throw notFoundHere();
  if (name.origin !== partner.did) throw actorMismatch();
  const admission = await neighbours.admit(tx.db, name, partner);
  if (admission.status === 'refused') throw notFoundHere();
  if (admission.status === 'deferred') return { status: 'deferred', code: admission.code };
  const isTooEarly = partner.state === 'requested' && page.startIndex + page.orderedItems.length - 1 > MAX_ENTRIES_BEFORE_CONFIRMATION;
  if (isTooEarly) return { status: 'deferred', code: 'not-confirmed' };

  const log = await readForeignLog(tx, page.partOf);
  const continuation = await verifyPage(tx, { page, partner, log });
  if ('deferred' in continuation) return { status: 'deferred', code: continuation.deferred };
  if (continuation.entries.length === 0) return { status: 'duplicate', receipt: receiptFor(context, page.partOf, log.position) };

  const receivedAt = instantOf(context.clock.now());
  const number = await storeEntries(tx, { page, log, continuation, subject: admission.subject, kind: name.kind, epoch: name.epoch });
  const activities: StoredActivity[] = continuation.entries.filter(({ payload }) => payload !== null).map(({ seq, parsed }) => ({ seq, payload: parsed, tries: 0 }));
  const run = { log: { number, id: page.partOf, origin: name.origin, kind: name.kind, subject: admission.subject }, activities, receivedAt };
  const arrived = await applyRun(tx, context, { run, neighbours });
  await settleWaiting(tx, context, { arrived, neighbours });
  return { status: 'accepted', receipt: receiptFor(context, page.partOf, continuation.position) };
}

async function readForeignLog(tx: Tx, id: string): Promise<ForeignLog> {
  const row = await findLog(tx.db, id);
  return row ? { number: row.number, position: { seq: row.seq, head: row.head } } : { number: undefined, position: genesis(id) };
}

function readProof(jws: string, partner: Partner): Checkpoint {
  try {
    return verifyCheckpoint(jws, (kid) => partner.keys.get(kid));
  } catch (error) {
    throw error instanceof Problem && error.status === 401 ? proofRequired() : error;
  }
}

/** Checks signature, chain, payloads and authority of the part of a page that we do not hold yet. */
async function verifyPage(tx: Tx, { page, partner, log }: { page: LogPage; partner: Partner; log: ForeignLog }): Promise<Continuation | Deferral> {
  const lastSeq = page.startIndex + page.orderedItems.length - 1;
  const signed = readProof(page.checkpoint, partner);
  if (signed.log !== page.partOf || signed.seq !== lastSeq) throw badCheckpoint();
  if (page.startIndex > log.position.seq + 1) return { deferred: 'gap' };
  if (lastSeq <= log.position.seq) {
    await checkSameHistory(tx, log, { seq: lastSeq, head: signed.head });
    return { entries: [], position: log.position };
  }
  const known = log.position.seq + 1 - page.startIndex;
  let position = log.position;
  const entries: NewEntry[] = [];
  for (const item of page.orderedItems.slice(known)) {
    const { fields, head } = verifyEntry(item, page.partOf, position);
    const parsed = item.payload === null ? null : parseStrictJson(item.payload);
    if (item.payload !== null) checkAuthority(parsed, { origin: partner.did, activity: activityId(page.partOf, fields.seq) });
    entries.push({ seq: fields.seq, header: item.header, salt: item.salt, payload: item.payload, parsed });
    position = { seq: fields.seq, head };
  }
  if (position.head !== signed.head) throw badCheckpoint();
  return { entries, position };
}

/** Two different entries at one position of one log are a fork: ours stays, theirs is refused (DESIGN §6). */
async function checkSameHistory(tx: Tx, log: ForeignLog, claimed: Position): Promise<void> {
  const header = log.number === undefined ? undefined : await findHeader(tx.db, log.number, claimed.seq);
  if (header === undefined || headOf(header) !== claimed.head) throw forked();
}

type Storing = {
  readonly page: LogPage;
  readonly log: ForeignLog;
  readonly continuation: Continuation;
  readonly subject: string;
  readonly kind: 'channel' | 'partnership';
  readonly epoch: number;
};

async function storeEntries(tx: Tx, { page, log, continuation, subject, kind, epoch }: Storing): Promise<number> {
  const { seq, head } = continuation.position;
  const state = { seq, head, applied_seq: seq, checkpoint: page.checkpoint, checkpoint_seq: seq };
  const origin = ownerOf(page.partOf);
  const number =
    log.number ?? (await tx.db.insertInto('logs').values({ id: page.partOf, kind, subject, origin, epoch, ...state }).returning('number').executeTakeFirstOrThrow()).number;
  if (log.number !== undefined) await tx.db.updateTable('logs').set(state).where('number', '=', number).execute();
  const rows = continuation.entries.map((entry) => ({ log: number, seq: entry.seq, header: entry.header, salt: entry.salt, payload: entry.payload }));
  await insertRows(tx, 'log_entries', rows);
  return number;
}

function receiptFor(context: NodeContext, log: string, position: Position): string {
  return signReceipt({ log, ...position, time: instantOf(context.clock.now()) }, context.identity.operational);
}
