import type { Clock } from '../../ports/clock.ts';

/** Buckets kept; beyond, the one that was used longest ago is forgotten (promise 6). */
export const MAX_BUCKETS = 10_000;

export type Rate = {
  /** Attempts that may come at once. */
  readonly burst: number;
  /** Time for one more. */
  readonly refillMs: number;
};

/** A refused attempt; `isFirst` since the last allowed one, so that a flood leaves one line of audit. */
export type Refusal = { readonly retryAfterSeconds: number; readonly isFirst: boolean };

/** Token buckets by key: each attempt takes one token, and a success gives it back. */
export type Throttle = {
  /** Takes a token; answers a refusal where there is none. */
  readonly take: (key: string) => Refusal | undefined;
  readonly giveBack: (key: string) => void;
};

type Bucket = { tokens: number; countedAt: number; hasRefused: boolean };

export function createThrottle(clock: Clock, { burst, refillMs }: Rate): Throttle {
  const buckets = new Map<string, Bucket>();

  function bucketOf(key: string): Bucket {
    const now = clock.now();
    const bucket = buckets.get(key) ?? { tokens: burst, countedAt: now, hasRefused: false };
    // A clock that jumped back adds nothing, and counting goes on from there.
    const gained = Math.max(0, now - bucket.countedAt) / refillMs;
    bucket.tokens = Math.min(burst, bucket.tokens + gained);
    bucket.countedAt = now;
    buckets.delete(key);
    buckets.set(key, bucket);
    if (buckets.size > MAX_BUCKETS) buckets.delete(buckets.keys().next().value as string);
    return bucket;
  }

  return {
    take: (key) => {
      const bucket = bucketOf(key);
      if (bucket.tokens >= 1) {
        bucket.tokens -= 1;
        bucket.hasRefused = false;
        return undefined;
      }
      const isFirst = !bucket.hasRefused;
      bucket.hasRefused = true;
      return { retryAfterSeconds: Math.max(1, Math.ceil(((1 - bucket.tokens) * refillMs) / 1000)), isFirst };
    },
    giveBack: (key) => {
      const bucket = bucketOf(key);
      bucket.tokens = Math.min(burst, bucket.tokens + 1);
    },
  };
}
