import type { NodeContext } from '../../context.ts';
import { deferralDelayMs, retryDelayMs } from './backoff.ts';
import { deliverOnce, exchangeHeads, pullLog, type AttemptResult } from './deliver-once.ts';
import type { Neighbours, Partner } from './neighbours.ts';

/** Heads are exchanged this often with a partner that is otherwise silent (rule REP-9). */
export const IDLE_EXCHANGE_MS = 5 * 60_000;
/** Logs that wait to be pulled from one partner. */
const MAX_PULLS = 1_000;

export type SenderStatus = {
  readonly state: 'idle' | 'sending' | 'waiting';
  readonly failures: number;
  /** Code of the last failure; null after a success. */
  readonly last_problem: string | null;
  readonly last_contact_at: number | null;
  readonly next_attempt_at: number | null;
};

export type PartnerSender = {
  readonly wake: () => void;
  readonly contact: () => void;
  readonly pull: (logs: readonly string[]) => void;
  readonly status: () => SenderStatus;
  readonly close: () => Promise<void>;
};

type Deferred = { count: number; untilMs: number };

/**
 * Sends to one partner what it still needs, for as long as it takes (rules REP-8 … REP-10). One request is in flight;
 * while it is, what comes gathers for the next. It never gives up: the logs are the queue, so waiting costs nothing.
 */
export function createPartnerSender(context: NodeContext, { did, neighbours }: { did: string; neighbours: Neighbours }): PartnerSender {
  const { clock, entropy } = context;
  const deferred = new Map<string, Deferred>();
  const pulls = new Set<string>();
  let running: Promise<void> | undefined;
  let woken = false;
  let exchangeDue = true;
  let closed = false;
  let failures = 0;
  let failingSinceMs = 0;
  let lastProblem: string | null = null;
  let lastContactMs: number | null = null;
  let nextAttemptMs: number | null = null;
  let cancelRetry = (): void => undefined;
  let cancelIdle = (): void => undefined;
  let cancelDeferral = (): void => undefined;

  const partner = (): Partner | undefined => neighbours.partners.find(did);

  function succeeded(): void {
    failures = 0;
    lastProblem = null;
    lastContactMs = clock.now();
    cancelIdle();
    cancelIdle = clock.after(IDLE_EXCHANGE_MS * (0.9 + 0.2 * entropy.fraction()), () => {
      exchangeDue = true;
      wake();
    });
  }

  function failed({ code, retryAfterMs }: { code: string; retryAfterMs: number | undefined }): void {
    if (failures === 0) failingSinceMs = clock.now();
    failures += 1;
    lastProblem = code;
    const delayMs = retryDelayMs({ failures, sinceMs: failingSinceMs, nowMs: clock.now(), retryAfterMs }, entropy.fraction());
    nextAttemptMs = clock.now() + delayMs;
    cancelRetry();
    cancelRetry = clock.after(delayMs, () => {
      nextAttemptMs = null;
      exchangeDue = true;
      wake();
    });
  }

  function defer(logs: readonly string[]): void {
    for (const log of logs) {
      const count = (deferred.get(log)?.count ?? 0) + 1;
      deferred.set(log, { count, untilMs: clock.now() + deferralDelayMs(count) });
    }
    const soonest = Math.min(...[...deferred.values()].map(({ untilMs }) => untilMs));
    cancelDeferral();
    if (deferred.size > 0) cancelDeferral = clock.after(Math.max(1, soonest - clock.now()), wake);
  }

  const isDeferred = (log: string): boolean => (deferred.get(log)?.untilMs ?? 0) > clock.now();

  async function attempt(target: Partner): Promise<AttemptResult | undefined> {
    const [log] = pulls;
    if (log !== undefined) {
      pulls.delete(log);
      return pullLog(context, { partner: target, neighbours, log });
    }
    const sent = await deliverOnce(context, { partner: target, neighbours, skip: isDeferred });
    if (sent) return sent;
    if (!exchangeDue || target.state !== 'active') return undefined;
    return exchangeHeads(context, { partner: target, neighbours });
  }

  /** Works until nothing is left to do; true when it should pause after a failure. */
  async function runUntilDone(): Promise<void> {
    while (!closed && nextAttemptMs === null) {
      woken = false;
      const target = partner();
      const result = target && (await attempt(target));
      if (result === undefined) {
        if (woken) continue;
        return;
      }
      if (result.status === 'failed') return failed(result);
      exchangeDue = false;
      for (const log of result.accepted) deferred.delete(log);
      if (result.deferred.length > 0) defer(result.deferred);
      if (result.outOfStep) exchangeDue = true;
      for (const log of result.missing.slice(0, MAX_PULLS - pulls.size)) pulls.add(log);
      succeeded();
    }
  }

  function wake(): void {
    woken = true;
    if (closed || running || nextAttemptMs !== null) return;
    running = runUntilDone()
      .catch((error: unknown) => {
        context.logger.error({ name: (error as Error).name, stack: (error as Error).stack?.split('\n').slice(1, 6), partner: did }, 'delivery failed');
        failed({ code: 'internal-error', retryAfterMs: undefined });
      })
      .finally(() => {
        running = undefined;
        if (woken && nextAttemptMs === null && !closed) wake();
      });
  }

  return {
    wake,
    contact: () => {
      lastContactMs = clock.now();
      if (nextAttemptMs === null) return;
      nextAttemptMs = null;
      cancelRetry();
      wake();
    },
    pull: (logs) => {
      for (const log of logs.slice(0, MAX_PULLS - pulls.size)) pulls.add(log);
      wake();
    },
    status: () => ({
      state: running ? 'sending' : nextAttemptMs === null ? 'idle' : 'waiting',
      failures,
      last_problem: lastProblem,
      last_contact_at: lastContactMs,
      next_attempt_at: nextAttemptMs,
    }),
    close: async () => {
      closed = true;
      for (const cancel of [cancelRetry, cancelIdle, cancelDeferral]) cancel();
      await running;
    },
  };
}
