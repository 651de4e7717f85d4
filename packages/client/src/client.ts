import createOpenApiClient, { type Client as OpenApiClient, type FetchResponse, type MaybeOptionalInit } from 'openapi-fetch';
import type { HttpMethod, PathsWithMethod, RequiredKeysOf } from 'openapi-typescript-helpers';
import { createEventReader, type EventReader } from './events/read-events.ts';
import type { paths } from './generated/api.ts';
import { createAuthorizedFetch } from './http/authorized-fetch.ts';
import type { Fetch } from './http/fetch.ts';
import { ProblemError, problemIn } from './problem-error.ts';
import type { TokenProvider } from './session/session.ts';

type InitParam<Init> = RequiredKeysOf<Init> extends never ? [init?: Init] : [init: Init];

/** The body of a successful answer. */
export type AnswerOf<P extends keyof paths, M extends HttpMethod> = Exclude<
  FetchResponse<Extract<paths[P][M & keyof paths[P]], Record<string | number, unknown>>, object, 'application/json'>['data'],
  undefined
>;

type Call<M extends HttpMethod> = <P extends PathsWithMethod<paths, M>, Init extends MaybeOptionalInit<paths[P], M & keyof paths[P]>>(
  path: P,
  ...init: InitParam<Init>
) => Promise<AnswerOf<P, M>>;

/**
 * Typed calls to a node. Each answers with the body of a success.
 * @throws ProblemError for a refusal, UnreachableError where no answer came
 */
export type Client = {
  readonly url: string;
  readonly get: Call<'get'>;
  readonly post: Call<'post'>;
  readonly put: Call<'put'>;
  readonly patch: Call<'patch'>;
  readonly delete: Call<'delete'>;
  /** What happens at the node, as it happens. */
  readonly events: EventReader;
  /** The same calls answering `{data, error, response}`, for who needs an answer's headers. */
  readonly openApi: OpenApiClient<paths, 'application/json'>;
};

type Options = {
  /** The node's address, such as `https://adjoin.example.com`. */
  readonly url: string;
  readonly fetch?: Fetch;
  /** Where access tokens come from; without, only what is open to everybody can be called. */
  readonly tokens?: TokenProvider;
};

const globalFetch: Fetch = (url, init) => fetch(url, init);

/** openapi-fetch makes a `Request`; its parts are sent, so that any `fetch` will do and the body can be sent again. */
async function sendParts(send: Fetch, request: Request): Promise<Response> {
  const { url, method, headers, signal } = request;
  const body = method === 'GET' ? '' : await request.text();
  return send(url, { method, headers, signal, ...(body === '' ? {} : { body }) });
}

export function createClient({ url, fetch: send = globalFetch, tokens }: Options): Client {
  const origin = new URL(url).origin;
  const authorized = createAuthorizedFetch(send, tokens);
  const openApi = createOpenApiClient<paths, 'application/json'>({ baseUrl: origin, fetch: (request) => sendParts(authorized, request) });

  function callOf<M extends HttpMethod>(method: M): Call<M> {
    return async (path, ...init) => {
      const { data, error, response } = await openApi.request(method, path as never, ...(init as never));
      if (!response.ok) throw new ProblemError(problemIn(response, error));
      return data as never;
    };
  }

  return {
    url: origin,
    get: callOf('get'),
    post: callOf('post'),
    put: callOf('put'),
    patch: callOf('patch'),
    delete: callOf('delete'),
    events: createEventReader({ url: origin, fetch: authorized }),
    openApi,
  };
}
