import type { Clock } from '../../ports/clock.ts';

/** Tells the followers of the audit log that it has grown. Wakes each of them once a turn, however much was written. */
export type Feed = {
  readonly notify: () => void;
  /** The answer unsubscribes. */
  readonly subscribe: (follower: () => void) => () => void;
};

export function createFeed(clock: Clock): Feed {
  const followers = new Set<() => void>();
  let woken = false;
  return {
    notify: () => {
      if (woken) return;
      woken = true;
      clock.soon(() => {
        woken = false;
        for (const follower of followers) follower();
      });
    },
    subscribe: (follower) => {
      followers.add(follower);
      return () => void followers.delete(follower);
    },
  };
}
