import type { Fetch } from '../http/fetch.ts';
import { wait } from '../http/wait.ts';
import { ProblemError, readProblem } from '../problem-error.ts';
import { createEventParser } from './event-parser.ts';
import type { NodeEvent, ReceivedEvent } from './node-event.ts';

/** Nodes send a comment every 20 s: silence for longer than two of them means a dead line. */
const SILENCE_MS = 50_000;
const FIRST_PAUSE_MS = 500;
const MAX_PAUSE_MS = 30_000;
/** A stream that lasted this long was a good one: pauses begin anew. */
const STEADY_MS = 10_000;

type Options = {
  /** Id of the last event that was dealt with; without, the stream begins with what comes next. */
  readonly lastEventId?: string;
  /** Ends the iteration. */
  readonly signal?: AbortSignal;
};

/**
 * Iterates over a node's events for as long as it is asked to. A stream that breaks off is opened again where it ended,
 * after a growing pause, so nothing is missed; `stream.opened` and `stream.lost` tell of it.
 * @throws ProblemError where the node refuses the stream for good
 */
export type EventReader = (options?: Options) => AsyncGenerator<ReceivedEvent, void, undefined>;

export function createEventReader(node: { readonly url: string; readonly fetch: Fetch }): EventReader {
  return async function* readEvents({ lastEventId = '', signal } = {}) {
    let position = lastEventId;
    let failures = 0;
    while (!hasEnded(signal)) {
      const startedAt = Date.now();
      let cause: unknown;
      try {
        for await (const received of readStream(node, position, signal)) {
          position = received.id;
          yield received;
        }
      } catch (error) {
        if (isFinal(error)) throw error;
        cause = error;
      }
      if (hasEnded(signal)) return;
      failures = Date.now() - startedAt > STEADY_MS ? 1 : failures + 1;
      const retryAfterMs = Math.min(FIRST_PAUSE_MS * 2 ** (failures - 1), MAX_PAUSE_MS) * (0.5 + Math.random());
      yield { id: position, event: { type: 'stream.lost', retryAfterMs, cause } };
      await wait(retryAfterMs, signal);
    }
  };
}

function hasEnded(signal: AbortSignal | undefined): boolean {
  return signal?.aborted === true;
}

/** Refusals that waiting does not cure. */
function isFinal(error: unknown): boolean {
  return error instanceof ProblemError && error.status < 500 && error.status !== 429 && error.status !== 408;
}

/** Reads one answer of the event stream to its end. `EventSource` cannot send an access token, hence `fetch`. */
async function* readStream({ url, fetch }: { url: string; fetch: Fetch }, from: string, signal: AbortSignal | undefined): AsyncGenerator<ReceivedEvent, void, undefined> {
  const silence = new AbortController();
  let timer = setTimeout(() => silence.abort(), SILENCE_MS);
  const ended = AbortSignal.any([silence.signal, ...(signal === undefined ? [] : [signal])]);
  try {
    const headers = { accept: 'text/event-stream', ...(from === '' ? {} : { 'last-event-id': from }) };
    const response = await fetch(`${url}/v1/events`, { method: 'GET', headers, cache: 'no-store', signal: ended });
    if (!response.ok) throw new ProblemError(await readProblem(response));
    yield { id: from, event: { type: 'stream.opened', resumed: from !== '' } };
    const parser = createEventParser();
    for await (const text of textOf(response)) {
      clearTimeout(timer);
      timer = setTimeout(() => silence.abort(), SILENCE_MS);
      for (const { id, data } of parser.push(text)) yield { id, event: JSON.parse(data) as NodeEvent };
    }
  } catch (error) {
    if (!hasEnded(signal)) throw error;
  } finally {
    clearTimeout(timer);
  }
}

/** Not every browser can iterate over a body, hence the reader. */
async function* textOf(response: Response): AsyncGenerator<string, void, undefined> {
  const reader = (response.body as ReadableStream<Uint8Array> | null)?.getReader();
  if (reader === undefined) return;
  const decoder = new TextDecoder();
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) yield decoder.decode(part.value, { stream: true });
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
