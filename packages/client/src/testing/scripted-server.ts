import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

export type Step = (request: IncomingMessage, response: ServerResponse) => void;

export type ScriptedServer = {
  readonly url: string;
  /** Headers of the requests so far. */
  readonly seen: readonly IncomingMessage['headers'][];
  readonly close: () => Promise<void>;
};

/** A real HTTP server that answers one request after the other as the script says, the last step for all that follow. */
export async function startScriptedServer(...steps: Step[]): Promise<ScriptedServer> {
  const seen: IncomingMessage['headers'][] = [];
  const server = createServer((request, response) => {
    const step = steps[Math.min(seen.length, steps.length - 1)] as Step;
    seen.push(request.headers);
    request.resume().on('end', () => step(request, response));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as { port: number };
  return {
    url: `http://127.0.0.1:${port}`,
    seen,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export const cutOff: Step = (request) => void request.socket.destroy();

export function answer(status: number, body: object = {}, headers: Record<string, string> = {}): Step {
  return (_request, response) => void response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}
