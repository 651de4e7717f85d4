import { authorisedFetch } from "../api/session.ts";
import { createEventParser, type StreamMessage } from "./event-parser.ts";

/** The node sends a heartbeat every 20 s; silence for longer than two of them means a dead line. */
const silenceMs = 50_000;

interface StreamOptions {
  lastEventId: string;
  signal: AbortSignal;
  onOpen: () => void;
  onMessage: (message: StreamMessage) => void;
}

async function* textOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield decoder.decode(value, { stream: true });
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

/**
 * Reads `/v1/events` once, until the line ends or fails. `EventSource` cannot send the access
 * token, hence `fetch`. Resolves when the node closes the stream, throws when it cannot be read.
 */
export async function readEventStream({ lastEventId, signal, onOpen, onMessage }: StreamOptions): Promise<void> {
  const silence = new AbortController();
  let timer = setTimeout(() => silence.abort(), silenceMs);
  try {
    const headers: Record<string, string> = { accept: "text/event-stream" };
    if (lastEventId) headers["last-event-id"] = lastEventId;
    const response = await authorisedFetch("/v1/events", {
      headers,
      cache: "no-store",
      signal: AbortSignal.any([signal, silence.signal]),
    });
    if (!response.ok || !response.body) throw new TypeError(`events answered ${response.status}`);
    onOpen();
    const parser = createEventParser(onMessage);
    for await (const text of textOf(response.body)) {
      clearTimeout(timer);
      timer = setTimeout(() => silence.abort(), silenceMs);
      parser.push(text);
    }
  } finally {
    clearTimeout(timer);
  }
}
