/** Work that takes longer than this says that it is under way. */
const PATIENCE_MS = 1_000;
const REDRAW_MS = 100;
/** Where nobody watches, a line now and then is enough. */
const PLAIN_LINE_MS = 10_000;

export type Progress = {
  readonly update: (line: string) => void;
  /** Takes the line away again. */
  readonly end: () => void;
};

/** Tells on standard error what is under way, from a second on: one line that changes, or now and then another line. */
export function startProgress(first: string): Progress {
  const startedAt = performance.now();
  const { stderr } = process;
  let line = first;
  let lastPlain = 0;
  const draw = (): void => {
    const elapsedMs = performance.now() - startedAt;
    if (elapsedMs < PATIENCE_MS) return;
    if (stderr.isTTY) return void stderr.write(`\r\u001b[2K${line} (${Math.floor(elapsedMs / 1000)} s)`);
    if (lastPlain !== 0 && performance.now() - lastPlain < PLAIN_LINE_MS) return;
    lastPlain = performance.now();
    stderr.write(`${line} (${Math.floor(elapsedMs / 1000)} s)\n`);
  };
  const timer = setInterval(draw, REDRAW_MS);
  timer.unref();
  return {
    update: (changed) => void (line = changed),
    end: () => {
      clearInterval(timer);
      if (stderr.isTTY && performance.now() - startedAt >= PATIENCE_MS) stderr.write('\r\u001b[2K');
    },
  };
}

/** Does the work, saying so if it takes long. */
export async function withProgress<T>(line: string, work: (progress: Progress) => Promise<T>): Promise<T> {
  const progress = startProgress(line);
  try {
    return await work(progress);
  } finally {
    progress.end();
  }
}
