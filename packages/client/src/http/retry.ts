import { UnreachableError } from '../problem-error.ts';
import type { Fetch } from './fetch.ts';
import { wait } from './wait.ts';

const MAX_TRIES = 4;
const FIRST_PAUSE_MS = 200;
/** A longer Retry-After is the caller's to wait for. */
const MAX_RETRY_AFTER_MS = 5_000;
/** A node that restarts, a proxy in front of one, or one that is still working on the same request. */
const PASSING_STATUSES = new Set([429, 502, 503, 504]);
/** These take no Idempotency-Key: a repeated one could have a second effect. */
const NOT_REPEATABLE = /\/v1\/(?:sessions|setup|activations)$/;

/** May a request be sent again without having its effect twice? Changes may, since each carries an Idempotency-Key. */
function isRepeatable(url: string, { method = 'GET', headers }: RequestInit): boolean {
  if (method === 'GET') return true;
  return !NOT_REPEATABLE.test(new URL(url).pathname) && new Headers(headers).has('idempotency-key');
}

async function isPassing(response: Response): Promise<boolean> {
  if (PASSING_STATUSES.has(response.status)) return true;
  if (response.status !== 409) return false;
  const body: unknown = await response.clone().json().catch(() => undefined);
  return (body as { code?: unknown } | undefined)?.code === 'idempotency-in-flight';
}

/** Doubling pauses, spread so that many clients of one node do not return together; never below Retry-After (RFC 9110 §10.2.3). */
function pauseMs(tries: number, response: Response | undefined): number {
  const grown = FIRST_PAUSE_MS * 2 ** (tries - 1) * (0.5 + Math.random());
  const seconds = Number(response?.headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) ? Math.max(grown, seconds * 1000) : grown;
}

/**
 * Sends a request, again where that is safe and may help: on a broken connection, on 502–504 and 429.
 * @throws UnreachableError when no answer came, or the signal's reason when it was aborted
 */
export async function fetchWithRetries(fetch: Fetch, url: string, init: RequestInit): Promise<Response> {
  for (let tries = 1; ; tries++) {
    const outcome = await fetch(url, init).catch((cause: unknown) => {
      init.signal?.throwIfAborted();
      return new UnreachableError(new URL(url).origin, cause);
    });
    const response = outcome instanceof UnreachableError ? undefined : outcome;
    const delayMs = pauseMs(tries, response);
    const isWorthIt = tries < MAX_TRIES && isRepeatable(url, init) && delayMs <= MAX_RETRY_AFTER_MS && (response === undefined || (await isPassing(response)));
    if (!isWorthIt) {
      if (outcome instanceof UnreachableError) throw outcome;
      return outcome;
    }
    await response?.body?.cancel();
    await wait(delayMs, init.signal);
  }
}
