import type { NodeContext } from '../../context.ts';
import type { Tx } from '../../database/database.ts';
import { instantOf } from '../../ports/clock.ts';
import { applyAgain } from './apply.ts';
import type { Neighbours } from './neighbours.ts';
import { listWaiting, type EntryPlace } from './queries.ts';

/** Arrivals whose dependants are looked up at once. */
const NEEDS_PER_QUERY = 64;
/** Pending entries in memory at once; each may hold a payload of the largest size. */
const ENTRIES_PER_QUERY = 64;
/** Pending entries tried again in one unit of change. */
export const MAX_TRIED_PER_UNIT = 256;

type Settling = Pick<NodeContext, 'clock' | 'database' | 'feed' | 'logger'>;

const BEGINNING: EntryPlace = { log: 0, seq: 0 };

/** What is being looked for, how far the search for it has come, and what comes after it. */
type Search = { needs: readonly string[] | 'anything'; after: EntryPlace; readonly arrived: string[] };

/**
 * Tries pending entries again whose need has arrived, and those that wait for them in turn. A partner can make any
 * number of entries wait for one: so many a unit are tried, and the rest in units of their own, between which others
 * write (promise 6). What a crash cuts short, `settleAllWaiting` finishes.
 */
export async function settleWaiting(tx: Tx, context: Settling, { arrived, neighbours }: { arrived: string[]; neighbours: Neighbours }): Promise<void> {
  await settleSome(tx, context, { search: { needs: [], after: BEGINNING, arrived }, neighbours });
}

/** At start: tries every pending entry once. */
export async function settleAllWaiting(context: Settling, neighbours: Neighbours): Promise<void> {
  const search: Search = { needs: 'anything', after: BEGINNING, arrived: [] };
  if ((await listWaiting(context.database.read, { needs: 'anything', after: BEGINNING, limit: 1 })).length === 0) return;
  await context.database.write((tx) => settleSome(tx, context, { search, neighbours }));
}

async function settleSome(tx: Tx, context: Settling, { search, neighbours }: { search: Search; neighbours: Neighbours }): Promise<void> {
  const again = { context, receivedAt: instantOf(context.clock.now()), neighbours };
  for (let left = MAX_TRIED_PER_UNIT; left > 0; ) {
    if (search.needs.length === 0) Object.assign(search, { needs: search.arrived.splice(0, NEEDS_PER_QUERY), after: BEGINNING });
    if (search.needs.length === 0) return;
    const rows = await listWaiting(tx.db, { needs: search.needs, after: search.after, limit: Math.min(left, ENTRIES_PER_QUERY) });
    for (const row of rows) search.arrived.push(...(await applyAgain(tx, row, again)));
    const last = rows.at(-1);
    if (last === undefined) search.needs = [];
    else search.after = { log: last.log, seq: last.seq };
    left -= rows.length;
  }
  // A turn of the event loop lies between two units, in which requests come in.
  tx.afterCommit(() => context.clock.soon(() => void settleMore(context, { search, neighbours })));
}

async function settleMore(context: Settling, rest: { search: Search; neighbours: Neighbours }): Promise<void> {
  try {
    await context.database.write((tx) => settleSome(tx, context, rest));
  } catch (error) {
    context.logger.error({ name: (error as Error).name }, 'entries that waited are tried again at the next start');
  }
}
