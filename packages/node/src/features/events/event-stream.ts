import type { ServerResponse } from 'node:http';

/** Unsent bytes at which a reader counts as too slow; it is cut off and resumes with Last-Event-ID (promise 6). */
export const MAX_UNSENT_BYTES = 1_048_576;
/** After a cut the browser comes back in this time. */
const RETRY_MS = 2_000;

/** One `text/event-stream` answer (WHATWG HTML §9.2). */
export type EventStream = {
  readonly send: (event: { id: number; type: string; data: string }) => void;
  readonly beat: () => void;
  readonly end: () => void;
  readonly onEnd: (action: () => void) => void;
};

export function openEventStream(response: ServerResponse, headers: Readonly<Record<string, string>>): EventStream {
  response.writeHead(200, { ...headers, 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
  response.write(`retry: ${RETRY_MS}\n\n`);
  const write = (text: string): void => {
    if (response.destroyed || response.writableEnded) return;
    response.write(text);
    if (response.writableLength > MAX_UNSENT_BYTES) response.destroy();
  };
  return {
    // JSON holds no line ends, so one data line carries it whole.
    send: ({ id, type, data }) => write(`id: ${id}\nevent: ${type}\ndata: ${data}\n\n`),
    beat: () => write(': beat\n\n'),
    end: () => void (response.writableEnded || response.end()),
    onEnd: (action) => void response.once('close', action),
  };
}
