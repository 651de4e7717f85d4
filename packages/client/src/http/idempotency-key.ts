const KEY_BYTES = 16;

/** A new `Idempotency-Key`. Made with `getRandomValues`, which browsers offer on plain HTTP too. */
export function makeIdempotencyKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(KEY_BYTES)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
