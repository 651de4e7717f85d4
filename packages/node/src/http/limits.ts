/** Largest JSON body of a person's request, in bytes. */
export const MAX_REQUEST_BYTES = 1_048_576;
/** Total time for one request to arrive, and for its head (THREATS 27). */
export const REQUEST_TIMEOUT_MS = 15_000;
export const HEADERS_TIMEOUT_MS = 8_000;
/** How often connections are looked through for those that took longer; Node's own 30 s would add to each of these times. */
export const CONNECTIONS_CHECKED_MS = 2_000;
export const KEEP_ALIVE_TIMEOUT_MS = 65_000;
export const MAX_HEADER_BYTES = 16_384;
/** Items of one page of a list. */
export const MAX_LIST_LIMIT = 100;
export const DEFAULT_LIST_LIMIT = 50;
/** Answers to an Idempotency-Key are kept for a day. */
export const IDEMPOTENCY_LIFETIME_MS = 24 * 60 * 60 * 1000;
