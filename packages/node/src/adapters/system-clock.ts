import type { Clock } from '../ports/clock.ts';

/** Longest delay that a timer takes; longer ones are cut to it and their owners look again. */
const MAX_TIMER_MS = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => Date.now(),
  after: (delayMs, action) => {
    const timer = setTimeout(action, Math.min(Math.max(0, delayMs), MAX_TIMER_MS)).unref();
    return () => clearTimeout(timer);
  },
  soon: (action) => void setImmediate(action),
};
