/** Does the work for all items, so many at a time, in their order. */
export async function inParallel<T>(items: readonly T[], width: number, work: (item: T) => Promise<void>): Promise<void> {
  const queue = items.values();
  const workers = Array.from({ length: width }, async () => {
    for (const item of queue) await work(item);
  });
  await Promise.all(workers);
}
