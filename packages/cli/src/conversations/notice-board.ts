/** Facts by name, some of which are awaited before they are known. */
export type NoticeBoard<V> = {
  readonly post: (name: string, value: V) => void;
  readonly read: (name: string) => V | undefined;
  /** Resolves as soon as it is known; rejects when `signal` aborts. */
  readonly wait: (name: string, signal: AbortSignal) => Promise<V>;
};

export function createNoticeBoard<V>(): NoticeBoard<V> {
  const known = new Map<string, V>();
  const waiting = new Map<string, ((value: V) => void)[]>();
  return {
    post: (name, value) => {
      known.set(name, value);
      for (const tell of waiting.get(name) ?? []) tell(value);
      waiting.delete(name);
    },
    read: (name) => known.get(name),
    wait: async (name, signal) => {
      const value = known.get(name);
      if (value !== undefined) return value;
      signal.throwIfAborted();
      return new Promise((resolve, reject) => {
        const stop = (): void => reject(signal.reason as Error);
        signal.addEventListener('abort', stop, { once: true });
        const tell = (told: V): void => {
          signal.removeEventListener('abort', stop);
          resolve(told);
        };
        waiting.set(name, [...(waiting.get(name) ?? []), tell]);
      });
    },
  };
}
