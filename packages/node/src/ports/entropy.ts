/** Chance, as a node sees it. */
export type Entropy = {
  /** Cryptographically strong random bytes. */
  readonly bytes: (length: number) => Buffer;
  /** A UUIDv7 (RFC 9562 §5.7). Unique, roughly ordered in time, never an order to rely on. */
  readonly uuid: () => string;
  /** Uniform in [0, 1): for jitter only. */
  readonly fraction: () => number;
};
