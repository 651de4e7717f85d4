import { connectionStore, type Connection } from "./connection.ts";
import type { StreamMessage } from "./event-parser.ts";
import { readEventStream } from "./event-stream.ts";
import { retryDelayMs } from "./retry-delay.ts";

/** What tabs tell each other: one of them reads the stream for all (one stream per browser). */
type Relay = { kind: "message"; message: StreamMessage } | { kind: "connection"; connection: Connection };

interface FeedOptions {
  onMessage: (message: StreamMessage) => void;
  /** Called when the stream starts without a position to resume from: what was read may be stale. */
  onFreshStart: () => void;
  signal: AbortSignal;
}

let wake: (() => void) | null = null;

/** Ends the wait before the next attempt. */
export function retryNow(): void {
  wake?.();
}

function waitMs(delayMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(finish, delayMs);
    function finish(): void {
      clearTimeout(timer);
      wake = null;
      resolve();
    }
    wake = finish;
    signal.addEventListener("abort", finish, { once: true });
  });
}

interface Reader extends FeedOptions {
  position: { lastEventId: string };
  announce: (connection: Connection) => void;
}

async function keepReading({ position, signal, onMessage, onFreshStart, announce }: Reader): Promise<void> {
  let failures = 0;
  while (!signal.aborted) {
    const onOpen = (): void => {
      failures = 0;
      announce({ kind: "live" });
      if (!position.lastEventId) onFreshStart();
    };
    const { lastEventId } = position;
    await readEventStream({ lastEventId, signal, onOpen, onMessage }).catch(() => undefined);
    if (signal.aborted) return;
    failures += 1;
    const delayMs = retryDelayMs(failures, Math.random());
    announce({ kind: "lost", retryAt: Date.now() + delayMs });
    await waitMs(delayMs, signal);
  }
}

function inTurn(signal: AbortSignal, read: () => Promise<void>): void {
  if (!navigator.locks) return void read();
  navigator.locks.request("adjoin-events", { signal }, read).catch(() => undefined);
}

/** Follows the node's events until `signal` aborts, resuming where the last attempt ended. */
export function followEvents(options: FeedOptions): void {
  const { signal } = options;
  const position = { lastEventId: "" };
  const tabs = new BroadcastChannel("adjoin-events");

  function take(relay: Relay): void {
    if (relay.kind === "connection") return connectionStore.set(relay.connection);
    position.lastEventId = relay.message.lastEventId;
    options.onMessage(relay.message);
  }
  function tell(relay: Relay): void {
    take(relay);
    tabs.postMessage(relay);
  }

  tabs.onmessage = (relayed: MessageEvent<Relay>) => take(relayed.data);
  signal.addEventListener("abort", () => tabs.close(), { once: true });
  window.addEventListener("online", retryNow, { signal });
  inTurn(signal, () =>
    keepReading({
      ...options,
      position,
      onMessage: (message) => tell({ kind: "message", message }),
      announce: (connection) => tell({ kind: "connection", connection }),
    }),
  );
}
