import type { paths } from '../generated/api.ts';
import type { Fetch } from '../http/fetch.ts';
import { makeIdempotencyKey } from '../http/idempotency-key.ts';
import { fetchWithRetries } from '../http/retry.ts';
import { ProblemError, readProblem } from '../problem-error.ts';
import type { Tokens, TokenStore } from './token-store.ts';

type SessionAnswer = paths['/v1/sessions']['post']['responses'][201]['content']['application/json'];

/** An access token this close to its end is renewed before it is sent. */
const RENEW_BEFORE_MS = 20_000;

/** Gives requests their access token. */
export type TokenProvider = {
  /** The token to send; undefined where nobody is signed in. */
  readonly current: () => Promise<string | undefined>;
  /** One to send in place of a token that the node refused; undefined where there is none any more. */
  readonly renew: (refused: string) => Promise<string | undefined>;
};

/** A person's session at one node. */
export type Session = TokenProvider & {
  /** @throws ProblemError `wrong-credentials`, `too-many-attempts` */
  readonly logIn: (credentials: { readonly email: string; readonly password: string }) => Promise<SessionAnswer['person']>;
  /** Ends the session at the node, where it can be reached, and forgets its tokens in any case. */
  readonly logOut: () => Promise<void>;
};

type Options = {
  /** The node's address. */
  readonly url: string;
  readonly fetch: Fetch;
  readonly store: TokenStore;
  /** Keep the refresh token in a cookie that no script can read: for web apps of the node's own origin. */
  readonly cookie?: boolean;
};

/** A session that renews its access token by itself, once for all requests that wait for it. */
export function createSession({ url, fetch, store, cookie = false }: Options): Session {
  let renewing: Promise<string | undefined> | undefined;

  async function post(path: string, body: object, send = fetch): Promise<Tokens & { person: SessionAnswer['person'] }> {
    const headers = { 'content-type': 'application/json', accept: 'application/json', 'idempotency-key': makeIdempotencyKey() };
    const response = await fetchWithRetries(send, `${url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    if (!response.ok) throw new ProblemError(await readProblem(response));
    const { access_token, expires_in, refresh_token, person } = (await response.json()) as SessionAnswer;
    return { accessToken: access_token, accessExpiresAt: Date.now() + expires_in * 1000, refreshToken: refresh_token, person };
  }

  /** Whoever had the turn before may have renewed it already: then `refused` is not the newest one any more. */
  async function renewInTurn(refused: string): Promise<string | undefined> {
    const kept = await store.read();
    if (kept === undefined || kept.accessToken !== refused) return kept?.accessToken;
    try {
      const { person: _, ...tokens } = await post('/v1/sessions/refresh', kept.refreshToken === null ? {} : { refresh_token: kept.refreshToken });
      await store.write(tokens);
      return tokens.accessToken;
    } catch (error) {
      if (!(error instanceof ProblemError) || error.status !== 401) throw error;
      await store.write(undefined);
      return undefined;
    }
  }

  const renew = (refused: string): Promise<string | undefined> => {
    renewing ??= store.inTurn(() => renewInTurn(refused)).finally(() => (renewing = undefined));
    return renewing;
  };

  return {
    renew,
    current: async () => {
      const kept = await store.read();
      if (kept === undefined) return undefined;
      return kept.accessExpiresAt - Date.now() > RENEW_BEFORE_MS ? kept.accessToken : renew(kept.accessToken);
    },
    logIn: async ({ email, password }) => {
      const { person, ...tokens } = await post('/v1/sessions', { email, password, cookie });
      await store.write(tokens);
      return person;
    },
    logOut: async () => {
      const kept = await store.read();
      await store.write(undefined);
      if (kept === undefined) return;
      const headers = { authorization: `Bearer ${kept.accessToken}` };
      await fetch(`${url}/v1/sessions/current`, { method: 'DELETE', headers }).catch(() => undefined);
    },
  };
}
