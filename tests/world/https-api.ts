import { Pool, type Dispatcher } from 'undici';

/** A node refused a request that the caller counted on. */
export class ApiFailure extends Error {
  override readonly name = 'ApiFailure';
  readonly status: number;
  readonly body: unknown;

  constructor(request: string, status: number, body: unknown) {
    super(`${request} answered ${status}: ${JSON.stringify(body)}`);
    this.status = status;
    this.body = body;
  }
}

export type ApiAnswer = { readonly status: number; readonly headers: Readonly<Record<string, string | string[] | undefined>>; readonly body: any };

/** REST calls to one node over HTTPS, trusting its own certificate and no other. */
export type Api = {
  /** Any answer, whatever its status. */
  readonly send: (method: Dispatcher.HttpMethod, path: string, options?: { body?: unknown; token?: string | undefined; headers?: Record<string, string> }) => Promise<ApiAnswer>;
  /** The body of a successful answer. @throws ApiFailure */
  readonly call: (method: Dispatcher.HttpMethod, path: string, options?: { body?: unknown; token?: string | undefined; headers?: Record<string, string> }) => Promise<any>;
  readonly pool: Pool;
  readonly close: () => Promise<void>;
};

export function createHttpsApi(url: string, certificate: string): Api {
  const pool = new Pool(url, { connections: 8, connect: { ca: certificate } });
  const send: Api['send'] = async (method, path, { body, token, headers = {} } = {}) => {
    const answer = await pool.request({
      method,
      path,
      headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...(token === undefined ? {} : { authorization: `Bearer ${token}` }), ...headers },
      body: body === undefined ? null : JSON.stringify(body),
    });
    const text = await answer.body.text();
    const isJson = /json/.test(String(answer.headers['content-type'] ?? ''));
    return { status: answer.statusCode, headers: answer.headers, body: isJson && text !== '' ? JSON.parse(text) : text };
  };
  return {
    send,
    call: async (method, path, options) => {
      const answer = await send(method, path, options);
      if (answer.status >= 400) throw new ApiFailure(`${method} ${path}`, answer.status, answer.body);
      return answer.body;
    },
    pool,
    close: () => pool.destroy(),
  };
}
