import type { Person, Session } from "./contract.ts";
import { readProblem, ProblemError } from "./problem.ts";
import { createStore } from "../store.ts";
import { uuid } from "./uuid.ts";

/** `unknown` until the first refresh has been answered. */
export type SessionState =
  | { kind: "unknown" }
  | { kind: "out" }
  | { kind: "in"; person: Person };

export const sessionStore = createStore<SessionState>({ kind: "unknown" });

// The access token lives in memory only; the refresh token in a cookie that no script can read.
let accessToken: string | null = null;
let refreshing: Promise<boolean> | null = null;

const otherTabs = new BroadcastChannel("adjoin-session");
otherTabs.onmessage = () => forgetSession();

export function openSession(session: Session): void {
  accessToken = session.access_token;
  sessionStore.set({ kind: "in", person: session.person });
}

function forgetSession(): void {
  accessToken = null;
  sessionStore.set({ kind: "out" });
}

/** Ends the session here and in every other tab; the node forgets it too if it can be reached. */
export async function closeSession(): Promise<void> {
  await authorisedFetch("/v1/sessions/current", { method: "DELETE" }).catch(() => undefined);
  forgetSession();
  otherTabs.postMessage("closed");
}

async function requestRefresh(): Promise<boolean> {
  const response = await fetch("/v1/sessions/refresh", {
    method: "POST",
    headers: { "content-type": "application/json", "idempotency-key": uuid() },
    body: "{}",
  });
  if (response.ok) {
    openSession((await response.json()) as Session);
    return true;
  }
  if (response.status >= 500 || response.status === 429) throw new ProblemError(await readProblem(response));
  forgetSession();
  return false;
}

/**
 * Fetches a new access token; false when nobody is logged in. Tabs take turns, because a refresh
 * token presented twice is treated as stolen.
 */
export function refreshSession(): Promise<boolean> {
  const takeTurn = () =>
    navigator.locks ? navigator.locks.request("adjoin-refresh", requestRefresh) : requestRefresh();
  refreshing ??= Promise.resolve(takeTurn()).finally(() => {
    refreshing = null;
  });
  return refreshing;
}

function withToken(init: RequestInit): RequestInit {
  const headers = new Headers(init.headers);
  if (accessToken) headers.set("authorization", `Bearer ${accessToken}`);
  return { ...init, headers };
}

/** `fetch` with the access token; renews it once when the node no longer takes it. */
export async function authorisedFetch(input: string, init: RequestInit): Promise<Response> {
  const sentWith = accessToken;
  const response = await fetch(input, withToken(init));
  if (response.status !== 401 || sentWith === null) return response;
  const renewed = sentWith !== accessToken || (await refreshSession());
  return renewed ? fetch(input, withToken(init)) : response;
}

