import type { NodeEvent, ReceivedEvent } from '@adjoin/client/events/node-event';
import { client } from '../node/client.ts';
import { type Connection, connectionStore } from './connection.ts';

/** What tabs tell each other: one of them reads the stream for all (one stream per browser). */
type Relay = { id: string } & ({ kind: 'event'; event: NodeEvent } | { kind: 'connection'; connection: Connection });

type FeedOptions = {
  onEvent: (event: NodeEvent) => void;
  /** Called when the stream starts without a position to resume from: what was read may be stale. */
  onFreshStart: () => void;
  signal: AbortSignal;
};

let retry: (() => void) | null = null;

/** Ends the wait before the next attempt. */
export function retryNow(): void {
  retry?.();
}

function relayOf({ id, event }: ReceivedEvent): Relay {
  if (event.type === 'stream.opened') return { kind: 'connection', id, connection: { kind: 'live' } };
  if (event.type === 'stream.lost')
    return { kind: 'connection', id, connection: { kind: 'lost', retryAt: Date.now() + event.retryAfterMs } };
  return { kind: 'event', id, event };
}

type Reader = FeedOptions & { position: { lastEventId: string }; tell: (relay: Relay) => void };

/** Reads until `signal` aborts; `retryNow` begins anew at the same place. */
async function keepReading({ position, signal, onFreshStart, tell }: Reader): Promise<void> {
  while (!signal.aborted) {
    const attempt = new AbortController();
    retry = () => attempt.abort();
    const { lastEventId } = position;
    for await (const received of client.events({ lastEventId, signal: AbortSignal.any([signal, attempt.signal]) })) {
      if (received.event.type === 'stream.opened' && !received.event.resumed) onFreshStart();
      tell(relayOf(received));
    }
  }
}

function inTurn(signal: AbortSignal, read: () => Promise<void>): void {
  // A refusal for good means that the session has ended, which the session store says by itself.
  const quietly = () => read().catch(() => undefined);
  if (!navigator.locks) return void quietly();
  navigator.locks.request('adjoin-events', { signal }, quietly).catch(() => undefined);
}

/** Follows the node's events until `signal` aborts, resuming where the last attempt ended. */
export function followEvents(options: FeedOptions): void {
  const { signal } = options;
  const position = { lastEventId: '' };
  const tabs = new BroadcastChannel('adjoin-events');

  function take(relay: Relay): void {
    position.lastEventId = relay.id;
    if (relay.kind === 'connection') connectionStore.set(relay.connection);
    else options.onEvent(relay.event);
  }
  function tell(relay: Relay): void {
    take(relay);
    tabs.postMessage(relay);
  }

  tabs.onmessage = (relayed: MessageEvent<Relay>) => take(relayed.data);
  signal.addEventListener('abort', () => tabs.close(), { once: true });
  window.addEventListener('online', retryNow, { signal });
  inTurn(signal, () => keepReading({ ...options, position, tell }));
}
