import { systemClock } from '@adjoin/node/adapters/system-clock';
import type { Clock } from '@adjoin/node/ports/clock';

type Timer = { readonly atMs: number; readonly action: () => void };

export type VirtualClock = {
  readonly clock: Clock;
  /** Moves time on, and runs what falls due, in order. */
  readonly advance: (ms: number) => void;
};

/** A clock that stands still, its timers too, until the story moves it. Turns of the event loop stay real. */
export function createVirtualClock(startMs = Date.parse('2026-11-23T12:00:00.000Z')): VirtualClock {
  let nowMs = startMs;
  const timers = new Set<Timer>();
  return {
    clock: {
      now: () => nowMs,
      after: (delayMs, action) => {
        const timer = { atMs: nowMs + Math.max(0, delayMs), action };
        timers.add(timer);
        return () => void timers.delete(timer);
      },
      soon: systemClock.soon,
    },
    advance: (ms) => {
      const endMs = nowMs + ms;
      for (;;) {
        const [next] = [...timers].filter(({ atMs }) => atMs <= endMs).toSorted((a, b) => a.atMs - b.atMs);
        if (next === undefined) break;
        timers.delete(next);
        nowMs = Math.max(nowMs, next.atMs);
        next.action();
      }
      nowMs = endMs;
    },
  };
}
