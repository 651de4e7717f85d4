/** Time, as a node sees it. Nothing outside adapters/ reads clocks or sets timers. */
export type Clock = {
  /** Milliseconds since 1970-01-01T00:00:00Z. May jump either way; orders nothing (DESIGN §6). */
  readonly now: () => number;
  /** Runs `action` once after `delayMs`; the answer cancels it. Pending timers never keep the process alive. */
  readonly after: (delayMs: number, action: () => void) => () => void;
  /** Runs `action` when the work that has already arrived is done (the end of this turn of the event loop). */
  readonly soon: (action: () => void) => void;
};

/** RFC 3339 in UTC with milliseconds, the one form of time stored and sent. */
export function instantOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
