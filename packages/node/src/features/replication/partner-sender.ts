import type { NodeContext } from '../../context.ts';
import { createThrottle, type Rate, type Throttle } from '../people/throttle.ts';
import { describeFault } from '../../http/reply-problem.ts';
import { deferralDelayMs, retryDelayMs } from './backoff.ts';
import { deliverOnce, exchangeHeads, pullLog, type AttemptResult } from './deliver-once.ts';
import type { Neighbours, Partner } from './neighbours.ts';

/** Heads are exchanged this often with a partner that is otherwise silent (rule REP-9). */
export const IDLE_EXCHANGE_MS = 5 * 60_000;
/** Exchanges of heads with one partner, however often its answers give reason for another (promise 6). */
const EXCHANGES: Rate = { burst: 5, refillMs: 10_000 };
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

type Deferred = { readonly count: number; readonly untilMs: number };
type Failure = { readonly code: string; readonly retryAfterMs: number | undefined };

const nothing = (): void => undefined;

/**
 * Sends to one partner what it still needs, for as long as it takes (rules REP-8 … REP-10). One request is in flight;
 * while it is, what comes gathers for the next. It never gives up: the logs are the queue, so waiting costs nothing.
 * Owns the timers of its partner.
 */
export class PartnerSender {
  readonly #context: NodeContext;
  readonly #neighbours: Neighbours;
  readonly #did: string;
  readonly #deferred = new Map<string, Deferred>();
  readonly #pulls = new Set<string>();
  readonly #exchanges: Throttle;
  #running: Promise<void> | undefined;
  #isWoken = false;
  #isExchangeDue = true;
  #isClosed = false;
  #failures = 0;
  #failingSinceMs = 0;
  #lastProblem: string | null = null;
  #lastContactMs: number | null = null;
  #nextAttemptMs: number | null = null;
  #cancelRetry = nothing;
  #cancelIdle = nothing;
  #cancelExchange = nothing;
  #cancelDeferral = nothing;

  constructor(context: NodeContext, { did, neighbours }: { did: string; neighbours: Neighbours }) {
    this.#context = context;
    this.#did = did;
    this.#neighbours = neighbours;
    this.#exchanges = createThrottle(context.clock, EXCHANGES);
  }

  /** Something may be waiting. Returns at once; while the partner is in an outage, the retry looks after it. */
  wake(): void {
    this.#isWoken = true;
    if (this.#isClosed || this.#running || this.#nextAttemptMs !== null) return;
    this.#running = this.#work()
      .catch((error: unknown) => this.#failedInside(error))
      .finally(() => {
        this.#running = undefined;
        if (this.#isWoken) this.wake();
      });
  }

  /** The partner was heard from: it is there, so an outage ends now. */
  contact(): void {
    this.#lastContactMs = this.#context.clock.now();
    if (this.#nextAttemptMs === null) return;
    this.#cancelRetry();
    this.#nextAttemptMs = null;
    this.wake();
  }

  /** The partner holds more of these logs of its own than we do. */
  pull(logs: readonly string[]): void {
    for (const log of logs.slice(0, MAX_PULLS - this.#pulls.size)) this.#pulls.add(log);
    this.wake();
  }

  status(): SenderStatus {
    return {
      state: this.#running ? 'sending' : this.#nextAttemptMs === null ? 'idle' : 'waiting',
      failures: this.#failures,
      last_problem: this.#lastProblem,
      last_contact_at: this.#lastContactMs,
      next_attempt_at: this.#nextAttemptMs,
    };
  }

  /** Stops after the request that is in flight. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const cancel of [this.#cancelRetry, this.#cancelIdle, this.#cancelExchange, this.#cancelDeferral]) cancel();
    await this.#running;
  }

  async #work(): Promise<void> {
    while (!this.#isClosed && this.#nextAttemptMs === null) {
      this.#isWoken = false;
      const partner = this.#neighbours.partners.find(this.#did);
      const result = partner && (await this.#attempt(partner));
      if (result?.status === 'failed') this.#failed(result);
      else if (result) this.#succeeded(result);
      else if (!this.#isWoken) return;
    }
    this.#isWoken = false;
  }

  async #attempt(partner: Partner): Promise<AttemptResult | undefined> {
    const neighbours = this.#neighbours;
    const [log] = this.#pulls;
    if (log !== undefined) {
      this.#pulls.delete(log);
      return pullLog(this.#context, { partner, neighbours, log });
    }
    const skip = (id: string): boolean => (this.#deferred.get(id)?.untilMs ?? 0) > this.#context.clock.now();
    const sent = await deliverOnce(this.#context, { partner, neighbours, skip });
    if (sent || !this.#isExchangeDue || partner.state !== 'active' || !this.#mayExchange()) return sent;
    this.#isExchangeDue = false;
    return exchangeHeads(this.#context, { partner, neighbours });
  }

  #succeeded({ accepted, deferred, missing, outOfStep, problem }: Extract<AttemptResult, { status: 'done' }>): void {
    const { clock, entropy } = this.#context;
    for (const log of accepted) this.#deferred.delete(log);
    if (deferred.length > 0) this.#defer(deferred);
    for (const log of missing.slice(0, MAX_PULLS - this.#pulls.size)) this.#pulls.add(log);
    this.#failures = 0;
    this.#lastProblem = problem ?? null;
    this.#lastContactMs = clock.now();
    if (outOfStep) this.#isExchangeDue = true;
    this.#cancelIdle();
    this.#cancelIdle = clock.after(IDLE_EXCHANGE_MS * (0.9 + 0.2 * entropy.fraction()), () => this.#exchangeSoon());
  }

  /** Where it is too early, comes back when it no longer is. */
  #mayExchange(): boolean {
    const refusal = this.#exchanges.take(this.#did);
    if (refusal === undefined) return true;
    this.#cancelExchange();
    this.#cancelExchange = this.#context.clock.after(refusal.retryAfterSeconds * 1000, () => this.wake());
    return false;
  }

  #exchangeSoon(): void {
    this.#isExchangeDue = true;
    this.wake();
  }

  #failed({ code, retryAfterMs }: Failure): void {
    const { clock, entropy } = this.#context;
    const nowMs = clock.now();
    if (this.#failures === 0) this.#failingSinceMs = nowMs;
    this.#failures += 1;
    this.#lastProblem = code;
    const delayMs = retryDelayMs({ failures: this.#failures, sinceMs: this.#failingSinceMs, nowMs, retryAfterMs }, entropy.fraction());
    this.#nextAttemptMs = nowMs + delayMs;
    this.#cancelRetry();
    this.#cancelRetry = clock.after(delayMs, () => {
      this.#nextAttemptMs = null;
      this.#exchangeSoon();
    });
  }

  #failedInside(error: unknown): void {
    this.#context.logger.error({ fault: describeFault(error), partner: this.#did }, 'delivery failed');
    this.#failed({ code: 'internal-error', retryAfterMs: undefined });
  }

  #defer(logs: readonly string[]): void {
    const nowMs = this.#context.clock.now();
    for (const log of logs) {
      const count = (this.#deferred.get(log)?.count ?? 0) + 1;
      this.#deferred.set(log, { count, untilMs: nowMs + deferralDelayMs(count) });
    }
    const soonestMs = Math.min(...[...this.#deferred.values()].map(({ untilMs }) => untilMs));
    this.#cancelDeferral();
    this.#cancelDeferral = this.#context.clock.after(Math.max(1, soonestMs - nowMs), () => this.wake());
  }
}
