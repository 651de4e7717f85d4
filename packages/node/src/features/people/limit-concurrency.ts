type Limits = {
  readonly maxRunning: number;
  readonly maxWaiting: number;
  /** What is thrown at who comes when as many wait already. */
  readonly onFull: () => Error;
};

/** Runs pieces of work a few at a time, in the order in which they came. */
export function limitConcurrency({ maxRunning, maxWaiting, onFull }: Limits): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    if (running < maxRunning) running += 1;
    else if (waiting.length >= maxWaiting) throw onFull();
    else await new Promise<void>((resolve) => void waiting.push(resolve));
    try {
      return await work();
    } finally {
      // A place is handed on, not given up and taken again, so that nobody who comes later gets in between.
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
}
