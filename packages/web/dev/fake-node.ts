/** A Vite plugin that answers the node's REST contract from memory, while developing. Never part of the build. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Connect, Plugin } from "vite";
import { answerFake, Refusal } from "./fake-routes.ts";
import { addPost, busyState, emptyState, type FakeState } from "./fake-state.ts";

let state: FakeState = busyState();
let lastEventId = 0;
const streams = new Set<ServerResponse>();

function emit(type: string, data: Record<string, unknown>): void {
  lastEventId += 1;
  const body = JSON.stringify({ type, at: new Date().toISOString(), ...data });
  for (const stream of streams) stream.write(`id: ${lastEventId}\nevent: ${type}\ndata: ${body}\n\n`);
}

async function readBody(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return chunks.length > 0 ? (JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>) : {};
}

function send(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  const type = status >= 400 ? "application/problem+json" : "application/json";
  response.writeHead(status, { "content-type": type, ...headers });
  response.end(body === undefined ? "" : JSON.stringify(body));
}

function openStream(response: ServerResponse): void {
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
  response.write(": open\n\n");
  streams.add(response);
  const heartbeat = setInterval(() => response.write(": \n\n"), 20_000);
  response.on("close", () => {
    clearInterval(heartbeat);
    streams.delete(response);
  });
}

/** Switches for looking at states that are hard to reach by clicking: `/__fake/<switch>?…`. */
const switches: Record<string, (query: URLSearchParams) => void> = {
  reset(query) {
    state = query.get("scenario") === "busy" ? busyState() : emptyState();
    state.setUp = query.get("scenario") !== "new";
    state.loggedIn = query.get("loggedIn") === "1";
    for (const stream of streams) stream.destroy();
  },
  offline(query) {
    state.offline = query.get("on") === "1";
    for (const stream of streams) stream.destroy();
  },
  fail(query) {
    const status = Number(query.get("status"));
    state.failNext = { status, code: query.get("code") ?? "storage_full", detail: query.get("detail") ?? "" };
  },
  audience() {
    state.channels.find(({ id }) => id === "chan_valves")?.companies.push({ id: "part_cedar", name: "Cedar Logistics", state: "active", head_count: 3 });
    emit("channel.updated", { channel_id: "chan_valves" });
  },
  post(query) {
    const channelId = query.get("channel") ?? "chan_valves";
    emit("post.created", { channel_id: channelId, post: addPost(state, channelId, query.get("person") ?? "pers_roux", query.get("text") ?? "Hello") });
  },
};

async function answer(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
  const path = url.pathname.replace(/^\/v1\//, "");
  const method = request.method ?? "GET";
  if (state.offline) return void response.destroy();
  if (path === "events") return openStream(response);
  const body = (await readBody(request)) as never;
  if (state.failNext && method !== "GET" && !path.startsWith("sessions")) {
    const { status, code, detail } = state.failNext;
    state.failNext = null;
    throw new Refusal(status, code, detail ?? "");
  }
  const reply = answerFake(state, method, path, { query: url.searchParams, body, headers: request.headers }, emit);
  send(response, reply.status ?? 200, reply.body, reply.headers);
}

const middleware: Connect.NextHandleFunction = (request, response, next) => {
  const url = new URL(request.url ?? "/", "http://localhost");
  if (url.pathname.startsWith("/__fake/")) {
    switches[url.pathname.slice("/__fake/".length)]?.(url.searchParams);
    return send(response, 200, {});
  }
  if (!url.pathname.startsWith("/v1/")) return next();
  answer(request, response, url).catch((error: unknown) => {
    if (!(error instanceof Refusal)) throw error;
    const { status, code, message } = error;
    send(response, status, { type: "about:blank", status, code, title: code, detail: message });
  });
};

/** The policy a node serves the app under. */
const contentSecurityPolicy = "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'";

export function fakeNode(): Plugin {
  return {
    name: "fake-node",
    configureServer(server) {
      server.middlewares.use(middleware);
    },
    configurePreviewServer(server) {
      server.middlewares.use((_request, response, next) => {
        response.setHeader("content-security-policy", contentSecurityPolicy);
        next();
      });
      server.middlewares.use(middleware);
    },
  };
}
