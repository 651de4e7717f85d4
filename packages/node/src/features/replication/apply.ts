import { parseStrictJson } from '@adjoin/protocol/json/strict-json';
import { activityId } from '@adjoin/protocol/identifiers/ids';
import { activityName, channelActivities, partnershipActivities } from '@adjoin/protocol/vocabulary/activities';
import { sql } from 'kysely';
import type { NodeContext } from '../../context.ts';
import type { Tx } from '../../database/database.ts';
import { appendAudit } from '../audit/commands.ts';
import { partnerIdOf } from '../identity/company-id.ts';
import type { ActivityHandler, ApplyOutcome, Received } from './activity-handler.ts';
import type { Neighbours } from './neighbours.ts';
import { listPending } from './queries.ts';

/** An entry whose handler fails this often is quarantined (THREATS 52). */
export const MAX_APPLY_TRIES = 5;
/** Pending entries looked at again in one go. */
const MAX_PENDING_PER_PASS = 500;

/** A stored entry with its payload parsed, ready to be given effect. */
export type StoredActivity = { readonly seq: number; readonly payload: unknown; readonly tries: number };

export type StoredRun = {
  readonly log: { readonly number: number; readonly id: string; readonly origin: string; readonly kind: 'channel' | 'partnership'; readonly subject: string };
  readonly activities: readonly StoredActivity[];
  readonly receivedAt: string;
};

/** A quarantined entry leaves a line of audit: it is a refusal, told late. */
type Feeding = Pick<NodeContext, 'feed'>;

type Outcome = { readonly seq: number; readonly tries: number; readonly outcome: ApplyOutcome };
type Dispatch = { readonly name: string; readonly received: Received<unknown>; readonly tries: number };

function tablesFor(neighbours: Neighbours, kind: 'channel' | 'partnership') {
  return kind === 'channel'
    ? { schemas: channelActivities, handlers: neighbours.channelHandlers }
    : { schemas: partnershipActivities, handlers: neighbours.partnershipHandlers };
}

function quarantine(code: string, detail: string): ApplyOutcome {
  return { status: 'quarantined', code, detail };
}

/** Decides which handler an activity belongs to, or why none may have it (rule VOC-2). */
function dispatch(run: StoredRun, { seq, payload, tries }: StoredActivity, neighbours: Neighbours): Dispatch | ApplyOutcome {
  const { schemas } = tablesFor(neighbours, run.log.kind);
  const name = activityName(payload);
  const schema = name !== undefined && Object.hasOwn(schemas, name) ? schemas[name as keyof typeof schemas] : undefined;
  if (name === undefined || schema === undefined) return quarantine('unknown-activity', 'This version knows no such activity here.');
  const parsed = (schema as (typeof channelActivities)['Create Note']).safeParse(payload);
  if (!parsed.success) return quarantine('invalid-activity', `Not a valid ${name}: ${parsed.error.issues[0]?.path.join('/') ?? ''}`);
  if (parsed.data.id !== activityId(run.log.id, seq)) return quarantine('origin-mismatch', 'The activity is not named by its place in the log.');
  const { number, origin, subject } = run.log;
  return { name, tries, received: { activity: parsed.data, origin, subject, log: number, seq, receivedAt: run.receivedAt } };
}

function handlerOf(run: StoredRun, name: string, neighbours: Neighbours): ActivityHandler<unknown> {
  const { handlers } = tablesFor(neighbours, run.log.kind);
  return (handlers as Readonly<Record<string, ActivityHandler<unknown>>>)[name] as ActivityHandler<unknown>;
}

/** Runs `attempt` so that its failure undoes it alone, on both databases. */
async function isolated<T>(tx: Tx, attempt: () => Promise<T>): Promise<T | undefined> {
  await sql`savepoint apply`.execute(tx.db);
  try {
    const result = await attempt();
    await sql`release savepoint apply`.execute(tx.db);
    return result;
  } catch {
    // The fault is recorded with the entry that causes it, and counted; see `failed`.
    await sql`rollback to savepoint apply`.execute(tx.db);
    await sql`release savepoint apply`.execute(tx.db);
    return undefined;
  }
}

function failed(tries: number): ApplyOutcome {
  const status = tries + 1 >= MAX_APPLY_TRIES ? 'quarantined' : 'pending';
  return { status, code: 'apply-failed', detail: 'Applying this entry failed; it is tried again a few times.' };
}

async function applyGroup(tx: Tx, group: readonly Dispatch[], handle: ActivityHandler<unknown>): Promise<Outcome[]> {
  const together = await isolated(tx, () => handle(tx, group.map(({ received }) => received)));
  if (together) return group.map(({ received, tries }, index) => ({ seq: received.seq, tries, outcome: together[index] as ApplyOutcome }));
  const outcomes: Outcome[] = [];
  for (const { received, tries } of group) {
    const alone = await isolated(tx, () => handle(tx, [received]));
    outcomes.push({ seq: received.seq, tries, outcome: alone?.[0] ?? failed(tries) });
  }
  return outcomes;
}

/** Consecutive activities of one name go to their handler together. */
async function applyInGroups(tx: Tx, run: StoredRun, neighbours: Neighbours): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  let group: Dispatch[] = [];
  const flush = async (): Promise<void> => {
    const [first] = group;
    if (first) outcomes.push(...(await applyGroup(tx, group, handlerOf(run, first.name, neighbours))));
    group = [];
  };
  for (const activity of run.activities) {
    const next = dispatch(run, activity, neighbours);
    if ('status' in next) {
      outcomes.push({ seq: activity.seq, tries: activity.tries, outcome: next });
      continue;
    }
    if (group[0] && group[0].name !== next.name) await flush();
    group.push(next);
  }
  await flush();
  return outcomes;
}

async function recordFaults(tx: Tx, { feed }: Feeding, { run, outcomes }: { run: StoredRun; outcomes: readonly Outcome[] }): Promise<void> {
  const { id, origin } = run.log;
  const about = { at: run.receivedAt, actor: origin, action: 'entry.quarantined', partnerId: partnerIdOf(origin) };
  for (const { seq, tries, outcome } of outcomes) {
    if (outcome.status === 'applied') continue;
    const values = { state: outcome.status, code: outcome.code, detail: outcome.detail, tries: tries + 1 };
    await tx.db
      .insertInto('entry_faults')
      .values({ log: run.log.number, seq, since_at: run.receivedAt, ...values })
      .onConflict((conflict) => conflict.columns(['log', 'seq']).doUpdateSet(values))
      .execute();
    if (outcome.status === 'quarantined') await appendAudit(tx, feed, [{ ...about, subject: activityId(id, seq), details: { code: outcome.code } }]);
  }
}

/**
 * Gives newly stored entries their effect, then looks again at what was pending in the same channel. Never fails for
 * what a partner wrote: what cannot apply is recorded and left behind (DESIGN §6, "append is not apply").
 */
export async function applyRun(tx: Tx, context: Feeding, { run, neighbours }: { run: StoredRun; neighbours: Neighbours }): Promise<void> {
  await recordFaults(tx, context, { run, outcomes: await applyInGroups(tx, run, neighbours) });
  await applyPending(tx, context, { subject: run.log.subject, receivedAt: run.receivedAt, neighbours });
}

/** Tries the pending entries of a channel or partner again, for as long as that gets any of them applied. */
async function applyPending(tx: Tx, context: Feeding, { subject, receivedAt, neighbours }: { subject: string; receivedAt: string; neighbours: Neighbours }): Promise<void> {
  for (let progress = true; progress; ) {
    progress = false;
    for (const row of await listPending(tx.db, subject, MAX_PENDING_PER_PASS)) {
      const log = { number: row.log, id: row.id, origin: row.origin, kind: row.kind, subject };
      const payload = row.payload === null ? null : parseStrictJson(row.payload);
      const activities = [{ seq: row.seq, payload, tries: row.code === 'apply-failed' ? row.tries : 0 }];
      const run: StoredRun = { log, activities, receivedAt };
      const [result] = payload === null ? [{ outcome: { status: 'applied' as const } }] : await applyInGroups(tx, run, neighbours);
      if (result?.outcome.status === 'applied') {
        progress = true;
        await tx.db.deleteFrom('entry_faults').where('log', '=', row.log).where('seq', '=', row.seq).execute();
      } else if (result && (result.outcome.status === 'quarantined' || row.code === 'apply-failed')) {
        await recordFaults(tx, context, { run, outcomes: [result as Outcome] });
      }
    }
  }
}
