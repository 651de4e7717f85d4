const firstMs = 1_000;
const highestMs = 30_000;

/**
 * How long to wait before trying to reach the node again: doubling from 1 s to 30 s, spread by
 * `chance` (0 to 1) over 0.8–1.4 of that so that browsers do not return in step.
 */
export function retryDelayMs(failures: number, chance: number): number {
  const steady = Math.min(highestMs, firstMs * 2 ** Math.min(failures - 1, 10));
  return Math.round(steady * (0.8 + 0.6 * chance));
}
