import { parseStrictJsonBytes } from '@adjoin/protocol/json/strict-json';
import { verifyReceipt, type Receipt, type SeenHead } from '@adjoin/protocol/log/checkpoint';
import { headOf } from '@adjoin/protocol/log/header';
import { delivery, deliveryAnswer, MAX_PAGE_BYTES, type DeliveryAnswer } from '@adjoin/protocol/log/page';
import { Problem } from '@adjoin/protocol/problem';
import { ACTIVITY_STREAMS } from '@adjoin/protocol/vocabulary/objects';
import type { NodeContext } from '../../context.ts';
import { sendSigned, type SignedRequest } from '../../http/signed-request.ts';
import { TransportFault, type Answer } from '../../ports/transport.ts';
import { parseRetryAfter } from './backoff.ts';
import { composeDelivery, type SentPage } from './compose-delivery.ts';
import { compareHeads, headsFor } from './heads.ts';
import type { Neighbours, Partner } from './neighbours.ts';
import { acceptReceipts, type HeldUpTo } from './receipts.ts';
import { findHeader, findLog } from './queries.ts';
import { receivePage } from './receive.ts';

/** Total time for one delivery. */
export const DELIVERY_DEADLINE_MS = 30_000;
const MAX_ANSWER_BYTES = 1_048_576;
/** A pulled page may carry its envelope beyond the page limit. */
const MAX_PULL_ANSWER_BYTES = MAX_PAGE_BYTES + 65_536;

export type AttemptResult =
  | { readonly status: 'failed'; readonly code: string; readonly retryAfterMs: number | undefined }
  | {
      readonly status: 'done';
      readonly accepted: readonly string[];
      /** Logs that the partner cannot or will not take now. */
      readonly deferred: readonly string[];
      /** Logs of the partner that have grown beyond what we hold. */
      readonly missing: readonly string[];
      /** The partner lacks what came before: its heads will tell from where to send again. */
      readonly outOfStep: boolean;
      /** Code of the refusal, where a log was refused. */
      readonly problem?: string | undefined;
    };

type Parties = { readonly partner: Partner; readonly neighbours: Neighbours };

/** Sends the next delivery and takes its receipts; undefined where nothing waits. */
export async function deliverOnce(context: NodeContext, { partner, neighbours, skip }: Parties & { skip: (log: string) => boolean }): Promise<AttemptResult | undefined> {
  const pages = await composeDelivery(context.database.read, context, { partner, neighbours, skip });
  if (pages.length === 0) return undefined;
  return exchange(context, { partner, neighbours, pages, heads: [] });
}

/** Tells an otherwise silent partner what we hold, and learns what it holds (rule REP-9). */
export async function exchangeHeads(context: NodeContext, { partner, neighbours }: Parties): Promise<AttemptResult> {
  const heads = await headsFor(context.database.read, context, { partner, neighbours });
  return exchange(context, { partner, neighbours, pages: [], heads });
}

type Exchange = Parties & { readonly pages: readonly SentPage[]; readonly heads: readonly SeenHead[] };

async function exchange(context: NodeContext, { partner, neighbours, pages, heads }: Exchange): Promise<AttemptResult> {
  const body = Buffer.from(JSON.stringify({ '@context': ACTIVITY_STREAMS, type: 'Collection', items: pages.map(({ page }) => page), heads }));
  const answer = await send(context, { address: partner.address, method: 'POST', path: '/federation/v1/inbox', body, deadlineMs: DELIVERY_DEADLINE_MS, maxAnswerBytes: MAX_ANSWER_BYTES });
  if ('failure' in answer) return refusesPages(answer.failure) && pages.length > 0 ? allDeferred(pages, answer.failure.code) : failedBy(answer);
  const parsed = parseAnswer(answer.body);
  if (parsed === undefined) return { status: 'failed', code: 'invalid-answer', retryAfterMs: undefined };
  const held = await checkReceipts(context, { partner, pages, answer: parsed });
  const verdict = await context.database.write(async (tx) => {
    await acceptReceipts(tx, context, { partner, held });
    return compareHeads(tx, context, { partner, neighbours, heads: parsed.heads, mayRewind: true });
  });
  const accepted = held.map(({ id }) => id);
  const deferred = pages.map(({ id }) => id).filter((id) => !accepted.includes(id));
  const outOfStep = parsed.results.some(({ log, code }) => code === 'gap' && pages.some(({ id }) => id === log));
  const problem = parsed.results.find(({ status }) => status === 'refused')?.code;
  return { status: 'done', accepted, deferred, missing: verdict.missing, outOfStep, problem };
}

/** Refusals of what was sent. Any other says that the partner cannot or will not hear us at all. */
const PAGE_REFUSALS = new Set([403, 404, 409, 422]);

function refusesPages({ status }: Failure['failure']): boolean {
  return status !== undefined && PAGE_REFUSALS.has(status);
}

function failedBy({ failure: { code, retryAfterMs } }: Failure): AttemptResult {
  return { status: 'failed', code, retryAfterMs };
}

/** A partner that refused all of a delivery is there: only these logs wait, not its others. */
function allDeferred(pages: readonly SentPage[], problem: string): AttemptResult {
  return { status: 'done', accepted: [], deferred: pages.map(({ id }) => id), missing: [], outOfStep: false, problem };
}

function parseAnswer(body: Buffer): DeliveryAnswer | undefined {
  try {
    const parsed = deliveryAnswer.safeParse(parseStrictJsonBytes(body));
    return parsed.success ? parsed.data : undefined;
  } catch (error) {
    if (error instanceof Problem) return undefined;
    throw error;
  }
}

/**
 * Keeps the receipts that are signed by the partner and name our own history. A 200 without such a receipt acknowledges
 * nothing (THREATS 49).
 */
async function checkReceipts(context: NodeContext, { partner, pages, answer }: { partner: Partner; pages: readonly SentPage[]; answer: DeliveryAnswer }): Promise<HeldUpTo[]> {
  const held: HeldUpTo[] = [];
  for (const { log, receipt: jws } of answer.results) {
    const sent = pages.find(({ id }) => id === log);
    if (sent === undefined || jws === undefined) continue;
    const receipt = readReceipt(jws, partner);
    if (receipt?.log === log && (await isOurHistory(context, sent, receipt))) held.push({ ...sent, seq: receipt.seq, head: receipt.head, jws });
  }
  return held;
}

function readReceipt(jws: string, partner: Partner): Receipt | undefined {
  try {
    const receipt = verifyReceipt(jws, (kid) => partner.keys.get(kid));
    return receipt.holder === partner.did ? receipt : undefined;
  } catch (error) {
    if (error instanceof Problem) return undefined;
    throw error;
  }
}

async function isOurHistory({ database }: NodeContext, sent: SentPage, receipt: Receipt): Promise<boolean> {
  if (receipt.seq === sent.lastSeq) return receipt.head === sent.lastHead;
  if (receipt.seq < sent.lastSeq) return false;
  const header = await findHeader(database.read, sent.log, receipt.seq);
  return header !== undefined && headOf(header) === receipt.head;
}

/** Asks the partner for what it holds of its own log and we lack. */
export async function pullLog(context: NodeContext, { partner, neighbours, log }: Parties & { log: string }): Promise<AttemptResult> {
  const known = await findLog(context.database.read, log);
  const path = `/federation/v1/pages?log=${encodeURIComponent(log)}&after=${known?.seq ?? 0}`;
  const answer = await send(context, { address: partner.address, method: 'GET', path, deadlineMs: DELIVERY_DEADLINE_MS, maxAnswerBytes: MAX_PULL_ANSWER_BYTES });
  const nothing: AttemptResult = { status: 'done', accepted: [], deferred: [], missing: [], outOfStep: false };
  if ('failure' in answer) return answer.failure.code === 'not-found' ? nothing : failedBy(answer);
  const pages = parsePulled(answer.body);
  if (pages === undefined) return { status: 'failed', code: 'invalid-answer', retryAfterMs: undefined };
  const statuses = await context.database.write(async (tx) => {
    const results = [];
    for (const page of pages) results.push((await receivePage(tx, context, { page, partner, neighbours })).result.status);
    return results;
  });
  return { ...nothing, missing: statuses.includes('accepted') ? [log] : [] };
}

function parsePulled(body: Buffer) {
  try {
    const parsed = delivery.safeParse(parseStrictJsonBytes(body));
    return parsed.success ? parsed.data.items : undefined;
  } catch (error) {
    if (error instanceof Problem) return undefined;
    throw error;
  }
}

/** `status` is that of the answer, where one came. */
type Failure = { readonly failure: { readonly code: string; readonly retryAfterMs: number | undefined; readonly status?: number } };

async function send(context: NodeContext, request: SignedRequest): Promise<Answer | Failure> {
  try {
    const answer = await sendSigned(context, request);
    if (answer.status === 200) return answer;
    return { failure: { code: problemCode(answer), retryAfterMs: parseRetryAfter(answer.headers['retry-after'], context.clock.now()), status: answer.status } };
  } catch (error) {
    if (error instanceof TransportFault) return { failure: { code: error.kind, retryAfterMs: undefined } };
    throw error;
  }
}

function problemCode({ status, body }: Answer): string {
  try {
    const document = parseStrictJsonBytes(body) as { code?: unknown } | null;
    if (typeof document?.code === 'string' && /^[a-z0-9-]{1,64}$/.test(document.code)) return document.code;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
  }
  return `status-${status}`;
}

