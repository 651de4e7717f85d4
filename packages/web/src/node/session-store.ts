import type { Person } from '@adjoin/client/resources';
import type { Tokens, TokenStore } from '@adjoin/client/session/token-store';
import { createStore } from '../store.ts';

/** `unknown` until the node has said whether the cookie still opens a session. */
type SessionState = { kind: 'unknown' } | { kind: 'out' } | { kind: 'in'; person: Person };

export const sessionStore = createStore<SessionState>({ kind: 'unknown' });

/** There may be a refresh token in a cookie that no script can read: an expired access token makes the client try it. */
const perhaps: Tokens = { accessToken: '', accessExpiresAt: 0, refreshToken: null };

const otherTabs = new BroadcastChannel('adjoin-session');

/** Keeps the access token in memory only. Tabs take turns renewing it, because they share the cookie. */
export function createTabStore(): TokenStore {
  let kept: Tokens | undefined = perhaps;
  function forget(): void {
    kept = undefined;
    sessionStore.set({ kind: 'out' });
  }
  otherTabs.onmessage = forget;
  return {
    read: async () => kept,
    write: async (tokens) => {
      if (tokens === undefined) forget();
      else kept = tokens;
    },
    inTurn: async (work) => {
      if (!navigator.locks) return work();
      const outcome = await navigator.locks.request('adjoin-refresh', work);
      return outcome;
    },
  };
}

/** Logs the other tabs of this browser out too. */
export function tellOtherTabs(): void {
  otherTabs.postMessage('closed');
}
