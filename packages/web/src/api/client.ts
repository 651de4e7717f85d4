import type { Paths } from "./contract.ts";
import { readProblem, type Problem, ProblemError, unreachable } from "./problem.ts";
import { authorisedFetch } from "./session.ts";
import { uuid } from "./uuid.ts";

type Method = "GET" | "POST" | "PATCH" | "PUT" | "DELETE";
type Values = Record<string, string | number>;

interface Init {
  params?: { path?: Values; query?: Values };
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

type PathsWith<M extends Method> = {
  [P in keyof Paths]: Paths[P] extends Record<M, unknown> ? P : never;
}[keyof Paths];

type Operation<P extends keyof Paths, M extends Method> = Paths[P] extends Record<M, infer O> ? O : never;

type ParamsOf<O> = (O extends { path: infer V } ? { path: V } : unknown) &
  (O extends { query?: infer V } ? { query?: V } : unknown);

type InitOf<O> = (O extends { path: unknown } ? { params: ParamsOf<O> } : { params?: ParamsOf<O> }) &
  (O extends { body: infer B } ? { body: B } : unknown) &
  Pick<Init, "headers" | "signal">;

type AnswerOf<O> = O extends { answer: infer A } ? A : never;

interface Reply<A> {
  data?: A;
  error?: Problem;
  response: Response;
}

type Call<M extends Method> = <P extends PathsWith<M>>(
  path: P,
  ...init: object extends InitOf<Operation<P, M>>
    ? [init?: InitOf<Operation<P, M>>]
    : [init: InitOf<Operation<P, M>>]
) => Promise<Reply<AnswerOf<Operation<P, M>>>>;

function fillPath(template: string, { path = {}, query = {} }: NonNullable<Init["params"]>): string {
  const filled = template.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(path[name])));
  const search = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]));
  return search.size > 0 ? `${filled}?${search}` : filled;
}

function requestOf(method: Method, init: Init): RequestInit {
  const headers: Record<string, string> = { accept: "application/json", ...init.headers };
  if (method === "POST") headers["idempotency-key"] ??= uuid();
  const request: RequestInit = { method, headers, signal: init.signal ?? null };
  if (init.body === undefined) return request;
  headers["content-type"] = "application/json";
  return { ...request, body: JSON.stringify(init.body) };
}

async function call(method: Method, template: string, init: Init = {}): Promise<Reply<unknown>> {
  const response = await authorisedFetch(fillPath(template, init.params ?? {}), requestOf(method, init));
  if (!response.ok) return { error: await readProblem(response), response };
  const empty = response.status === 204 || response.headers.get("content-length") === "0";
  return { data: empty ? undefined : await response.json(), response };
}

function caller<M extends Method>(method: M): Call<M> {
  return ((path: string, init?: Init) => call(method, path, init)) as Call<M>;
}

/** The one door to the node. Called and answered as openapi-fetch does, so that it can take its place. */
export const api = {
  GET: caller("GET"),
  POST: caller("POST"),
  PATCH: caller("PATCH"),
  PUT: caller("PUT"),
  DELETE: caller("DELETE"),
};

/** Answers the data of a reply, or throws its problem as a `ProblemError`. */
export async function answerOf<A>(reply: Promise<Reply<A>>): Promise<A> {
  const { data, error } = await reply.catch((failure: unknown) => {
    if (failure instanceof TypeError) throw new ProblemError(unreachable);
    throw failure;
  });
  if (error) throw new ProblemError(error);
  return data as A;
}
