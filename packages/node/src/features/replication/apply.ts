import { parseStrictJson } from '@adjoin/protocol/json/strict-json';
import { activityId, objectIdPattern } from '@adjoin/protocol/identifiers/ids';
import { activityName, channelActivities, partnershipActivities } from '@adjoin/protocol/vocabulary/activities';
import { sql } from 'kysely';
import * as z from 'zod';
import type { NodeContext } from '../../context.ts';
import type { Tx } from '../../database/database.ts';
import { appendAudit } from '../audit/commands.ts';
import { partnerIdOf } from '../identity/company-id.ts';
import type { ActivityHandler, ApplyOutcome, Received } from './activity-handler.ts';
import type { Neighbours } from './neighbours.ts';
import { listFailed, type Waiting } from './queries.ts';

/** An entry whose handler fails this often is quarantined (THREATS 52). */
export const MAX_APPLY_TRIES = 5;
/** Failed entries of a log that are tried again with each page of it. */
const FAILED_PER_PAGE = 5;

/** A stored entry with its payload parsed, ready to be given effect. */
export type StoredActivity = { readonly seq: number; readonly payload: unknown; readonly tries: number };

export type StoredRun = {
  readonly log: { readonly number: number; readonly id: string; readonly origin: string; readonly kind: 'channel' | 'partnership'; readonly subject: string };
  readonly activities: readonly StoredActivity[];
  readonly receivedAt: string;
};

/** A quarantined entry leaves a line of audit: it is a refusal, told late. */
type Feeding = Pick<NodeContext, 'feed'>;

type Fault = { readonly state: 'pending' | 'quarantined'; readonly code: string; readonly detail: string; readonly waits_for: string };
/** `fault` is undefined where the entry took effect; `provides` is what others may have waited for. */
type Outcome = { readonly seq: number; readonly tries: number; readonly about: string; readonly fault: Fault | undefined; readonly provides: string | undefined };
type Dispatch = { readonly name: string; readonly received: Received<unknown>; readonly tries: number };

function tablesFor(neighbours: Neighbours, kind: 'channel' | 'partnership') {
  return kind === 'channel'
    ? { schemas: channelActivities, handlers: neighbours.channelHandlers }
    : { schemas: partnershipActivities, handlers: neighbours.partnershipHandlers };
}

function quarantine(code: string, detail: string): Fault {
  return { state: 'quarantined', code, detail, waits_for: '' };
}

/** Decides which handler an activity belongs to, or why none may have it (rule VOC-2). */
function dispatch(run: StoredRun, { seq, payload, tries }: StoredActivity, neighbours: Neighbours): Dispatch | Fault {
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

function failed(tries: number): Fault {
  const state = tries + 1 >= MAX_APPLY_TRIES ? 'quarantined' : 'pending';
  return { state, code: 'apply-failed', detail: 'Applying this entry failed; it is tried again a few times.', waits_for: '' };
}

type Named = { readonly type: string; readonly actor: string; readonly object: string | { readonly id?: string; readonly object?: string; readonly inReplyTo?: string } };

/** Activities after which others may go on: their object is there now, or is known to be gone. */
const SETTLING = new Set(['Create', 'Add', 'Delete']);

/** The DID that an activity is about: its object, or the object of what it undoes. */
function objectNamed({ object }: Named): string {
  return (typeof object === 'string' ? object : (object.id ?? object.object)) ?? '';
}

function needOf(activity: Named, waitsFor: 'actor' | 'object' | 'inReplyTo'): string {
  if (waitsFor === 'actor') return activity.actor;
  const parent = typeof activity.object === 'string' ? undefined : activity.object.inReplyTo;
  return waitsFor === 'object' ? objectNamed(activity) : (parent ?? '');
}

function recordOf({ received, tries }: Dispatch, outcome: ApplyOutcome | undefined): Outcome {
  const activity = received.activity as Named;
  const about = objectNamed(activity);
  const common = { seq: received.seq, tries, about, provides: undefined };
  if (outcome === undefined) return { ...common, fault: failed(tries) };
  if (outcome.status === 'applied') return { ...common, fault: undefined, provides: SETTLING.has(activity.type) ? about : undefined };
  const { status: state, code, detail } = outcome;
  return { ...common, fault: { state, code, detail, waits_for: outcome.status === 'pending' ? needOf(activity, outcome.waitsFor) : '' } };
}

async function applyGroup(tx: Tx, group: readonly Dispatch[], handle: ActivityHandler<unknown>): Promise<Outcome[]> {
  const together = await isolated(tx, () => handle(tx, group.map(({ received }) => received)));
  if (together) return group.map((entry, index) => recordOf(entry, together[index]));
  const outcomes: Outcome[] = [];
  for (const entry of group) outcomes.push(recordOf(entry, (await isolated(tx, () => handle(tx, [entry.received])))?.[0]));
  return outcomes;
}

const anyObject = z.looseObject({ object: z.union([z.string(), z.looseObject({ id: z.string().optional(), object: z.string().optional() })]) });

/** As `objectNamed`, of a payload that is no activity we know: empty unless it names an object as one is named. */
function objectOf(payload: unknown): string {
  const parsed = anyObject.safeParse(payload);
  const named = parsed.success ? objectNamed(parsed.data as Named) : '';
  return objectIdPattern.test(named) ? named : '';
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
    if ('state' in next) {
      outcomes.push({ seq: activity.seq, tries: activity.tries, about: objectOf(activity.payload), fault: next, provides: undefined });
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
  for (const { seq, tries, about: object, fault } of outcomes) {
    if (fault === undefined) continue;
    const values = { ...fault, about: object, tries: tries + 1 };
    if (fault.state === 'quarantined') await appendAudit(tx, feed, [{ ...about, subject: activityId(id, seq), details: { code: fault.code } }]);
    await tx.db
      .insertInto('entry_faults')
      .values({ log: run.log.number, seq, since_at: run.receivedAt, ...values })
      .onConflict((conflict) => conflict.columns(['log', 'seq']).doUpdateSet(values))
      .execute();
  }
}

function providedBy(outcomes: readonly Outcome[]): string[] {
  return outcomes.flatMap(({ provides }) => provides ?? []);
}

/**
 * Gives newly stored entries their effect; answers with what others may have waited for. Never fails for what a partner
 * wrote: what cannot apply is recorded and left behind (DESIGN §6, "append is not apply").
 */
export async function applyRun(tx: Tx, context: Feeding, { run, neighbours }: { run: StoredRun; neighbours: Neighbours }): Promise<string[]> {
  const outcomes = await applyInGroups(tx, run, neighbours);
  await recordFaults(tx, context, { run, outcomes });
  const arrived = providedBy(outcomes);
  const again = { context, receivedAt: run.receivedAt, neighbours };
  for (const row of await listFailed(tx.db, run.log.number, FAILED_PER_PAGE)) arrived.push(...(await applyAgain(tx, row, again)));
  return arrived;
}

export type Again = { readonly context: Feeding; readonly receivedAt: string; readonly neighbours: Neighbours };

/** Tries one recorded entry again; answers with what others may have waited for. */
export async function applyAgain(tx: Tx, row: Waiting, { context, receivedAt, neighbours }: Again): Promise<string[]> {
  const { log: number, id, origin, kind, subject, seq, tries, payload } = row;
  const activities = payload === null ? [] : [{ seq, payload: parseStrictJson(payload), tries }];
  const run: StoredRun = { log: { number, id, origin, kind, subject }, activities, receivedAt };
  const outcomes = await applyInGroups(tx, run, neighbours);
  await recordFaults(tx, context, { run, outcomes });
  const isSettled = outcomes.every(({ fault }) => fault === undefined);
  if (isSettled) await tx.db.deleteFrom('entry_faults').where('log', '=', number).where('seq', '=', seq).execute();
  return providedBy(outcomes);
}
