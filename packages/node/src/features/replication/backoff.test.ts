import { describe, expect, it } from 'vitest';
import { deferralDelayMs, parseRetryAfter, retryDelayMs } from './backoff.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

describe('retryDelayMs', () => {
  const delay = (failures: number, fraction: number, over: { awayMs?: number; retryAfterMs?: number } = {}): number =>
    retryDelayMs({ failures, sinceMs: 0, nowMs: over.awayMs ?? 0, retryAfterMs: over.retryAfterMs }, fraction);

  it.each([
    [1, 5 * second],
    [2, 10 * second],
    [3, 20 * second],
    [8, 640 * second],
    [9, 15 * minute],
    [1_000_000, 15 * minute],
  ])('[REP-10] after %i failures waits 0.8 to 1.4 times %i ms', (failures, base) => {
    expect(delay(failures, 0)).toBe(base * 0.8);
    expect(delay(failures, 0.999_999)).toBeCloseTo(base * 1.4, -2);
  });

  it('[REP-10] waits about six hours once a day has passed, and keeps trying', () => {
    expect(delay(200, 0, { awayMs: 24 * hour })).toBe(6 * hour * 0.8);
    expect(delay(200, 0, { awayMs: 300 * 24 * hour })).toBe(6 * hour * 0.8);
  });

  it.each([
    ['longer than our own wait', 30 * second, 30 * second],
    ['shorter than our own wait', 1 * second, 4 * second],
    ['beyond an hour', 90 * 24 * hour, 1 * hour],
  ])('[REP-10] honours a Retry-After %s', (_what, retryAfterMs, expected) => expect(delay(1, 0, { retryAfterMs })).toBe(expected));
});

describe('deferralDelayMs', () => {
  it.each([[1, 250], [2, 500], [5, 4_000], [9, 64_000], [10_000, 900_000]])('after %i deferrals waits %i ms', (count, expected) => {
    expect(deferralDelayMs(count)).toBe(expected);
  });
});

describe('parseRetryAfter', () => {
  const now = Date.parse('2026-11-23T13:00:00Z');
  it.each([
    ['120', 120_000],
    ['Mon, 23 Nov 2026 13:01:00 GMT', 60_000],
    ['Mon, 23 Nov 2026 12:00:00 GMT', 0],
    ['soon', undefined],
    ['-5', undefined],
    [undefined, undefined],
  ])('reads %s as %s', (value, expected) => expect(parseRetryAfter(value, now)).toBe(expected));
});
