const POLL_MS = 10;
const DEADLINE_MS = 30_000;

/** Asks until the answer is neither undefined nor false; fails after a generous deadline, saying what was awaited. */
export async function waitUntil<T>(what: string, ask: () => Promise<T | undefined | false>, deadlineMs = DEADLINE_MS): Promise<T> {
  const end = performance.now() + deadlineMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    if (performance.now() > end) throw new Error(`waited ${deadlineMs} ms in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
