import { systemClock } from '../adapters/system-clock.ts';
import type { Clock } from '../ports/clock.ts';

/** A clock that stands still until the test moves it. Timers and turns of the event loop stay real. */
export function adjustableClock(startMs = Date.parse('2026-11-23T12:00:00.000Z')): { readonly clock: Clock; readonly advance: (ms: number) => void } {
  let nowMs = startMs;
  return { clock: { ...systemClock, now: () => nowMs }, advance: (ms) => void (nowMs += ms) };
}
