/** First pause after a failed delivery, in milliseconds; each further failure doubles it (rule REP-10). */
export const FIRST_RETRY_MS = 5_000;
export const MAX_RETRY_MS = 15 * 60_000;
/** Pause once a partner has been away for a day. */
export const LONG_RETRY_MS = 6 * 60 * 60_000;
export const LONG_OUTAGE_MS = 24 * 60 * 60_000;
/** A partner's Retry-After is believed up to an hour. */
export const MAX_RETRY_AFTER_MS = 60 * 60_000;
/** Pause before a log that the partner deferred or refused is offered again; doubles up to the cap. */
export const FIRST_DEFERRAL_MS = 250;
export const MAX_DEFERRAL_MS = 15 * 60_000;

export type Outage = { readonly failures: number; readonly sinceMs: number; readonly nowMs: number; readonly retryAfterMs: number | undefined };

/**
 * How long to wait before the next attempt, in milliseconds. `fraction` in [0, 1) spreads partners over 0.8–1.4 of it.
 */
export function retryDelayMs({ failures, sinceMs, nowMs, retryAfterMs }: Outage, fraction: number): number {
  const grown = Math.min(FIRST_RETRY_MS * 2 ** Math.min(failures - 1, 20), MAX_RETRY_MS);
  const base = nowMs - sinceMs >= LONG_OUTAGE_MS ? LONG_RETRY_MS : grown;
  const wanted = Math.round(base * (0.8 + 0.6 * fraction));
  return retryAfterMs === undefined ? wanted : Math.max(wanted, Math.min(retryAfterMs, MAX_RETRY_AFTER_MS));
}

export function deferralDelayMs(deferrals: number): number {
  return Math.min(FIRST_DEFERRAL_MS * 2 ** Math.min(deferrals - 1, 20), MAX_DEFERRAL_MS);
}

/** Reads Retry-After (RFC 9110 §10.2.3) as milliseconds from `nowMs`; undefined where absent or malformed. */
export function parseRetryAfter(value: string | undefined, nowMs: number): number | undefined {
  if (value === undefined) return undefined;
  if (/^\d{1,9}$/.test(value)) return Number(value) * 1000;
  const at = value.endsWith(' GMT') ? Date.parse(value) : Number.NaN;
  return Number.isNaN(at) ? undefined : Math.max(0, at - nowMs);
}
