import type { TokenProvider } from '../session/session.ts';
import type { Fetch } from './fetch.ts';
import { makeIdempotencyKey } from './idempotency-key.ts';
import { fetchWithRetries } from './retry.ts';

/**
 * A `fetch` that signs requests with the person's access token, renews it once where the node no longer takes it, and
 * gives each change an `Idempotency-Key`, so that it can be sent again without a second effect.
 */
export function createAuthorizedFetch(fetch: Fetch, tokens: TokenProvider | undefined): Fetch {
  return async (url, init) => {
    const headers = new Headers(init.headers);
    if (!headers.has('accept')) headers.set('accept', 'application/json');
    if (init.method !== 'GET' && !headers.has('idempotency-key')) headers.set('idempotency-key', makeIdempotencyKey());
    const token = await tokens?.current();
    const response = await fetchWithRetries(fetch, url, { ...init, headers: withToken(headers, token) });
    if (response.status !== 401 || token === undefined || tokens === undefined) return response;
    const renewed = await tokens.renew(token);
    if (renewed === undefined) return response;
    await response.body?.cancel();
    return fetchWithRetries(fetch, url, { ...init, headers: withToken(headers, renewed) });
  };
}

function withToken(headers: Headers, token: string | undefined): Headers {
  const signed = new Headers(headers);
  if (token !== undefined) signed.set('authorization', `Bearer ${token}`);
  return signed;
}
