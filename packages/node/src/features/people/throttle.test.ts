import { describe, expect, it } from 'vitest';
import type { Clock } from '../../ports/clock.ts';
import { createThrottle, MAX_BUCKETS } from './throttle.ts';

function clockAt(now: { ms: number }): Clock {
  return { now: () => now.ms, after: () => () => undefined, soon: () => undefined };
}

describe('throttle', () => {
  const now = { ms: 1_000_000 };
  const fresh = () => createThrottle(clockAt(now), { burst: 2, refillMs: 10_000 });

  it('allows a burst, then one attempt per refill', () => {
    const throttle = fresh();
    expect([throttle.take('a'), throttle.take('a')]).toEqual([undefined, undefined]);
    expect(throttle.take('a')).toEqual({ retryAfterSeconds: 10, isFirst: true });
    now.ms += 9_000;
    expect(throttle.take('a')).toEqual({ retryAfterSeconds: 1, isFirst: false });
    now.ms += 1_000;
    expect(throttle.take('a')).toBeUndefined();
    expect(throttle.take('a')).toEqual({ retryAfterSeconds: 10, isFirst: true });
  });

  it('counts keys apart, and gives back what a success took, but never more than the burst', () => {
    const throttle = fresh();
    throttle.giveBack('a');
    for (const key of ['a', 'a', 'b', 'b']) expect(throttle.take(key)).toBeUndefined();
    throttle.giveBack('a');
    expect(throttle.take('a')).toBeUndefined();
    expect(throttle.take('a')).toBeDefined();
    expect(throttle.take('b')).toBeDefined();
  });

  it('gains nothing from a clock that jumps back, and goes on from there', () => {
    const throttle = fresh();
    throttle.take('a');
    throttle.take('a');
    now.ms -= 365 * 24 * 3_600_000;
    expect(throttle.take('a')).toEqual({ retryAfterSeconds: 10, isFirst: true });
    now.ms += 10_000;
    expect(throttle.take('a')).toBeUndefined();
  });

  it('keeps a bounded number of keys and forgets the one used longest ago', () => {
    const throttle = fresh();
    for (const key of ['first', 'first', 'second', 'second']) throttle.take(key);
    for (let key = 0; key < MAX_BUCKETS - 1; key += 1) throttle.take(`key ${key}`);
    expect(throttle.take('second')).toBeDefined();
    expect(throttle.take('first')).toBeUndefined();
  });
});
