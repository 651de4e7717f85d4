import { systemEntropy } from '@adjoin/node/adapters/system-entropy';
import { readConfig } from '@adjoin/node/config';
import type { NodeContext } from '@adjoin/node/context';
import type { Database } from '@adjoin/node/database/database';
import { ensureSetupToken } from '@adjoin/node/features/people/commands/set-up-node';
import type { App } from '@adjoin/node/http/server';
import { createNode, type Node } from '@adjoin/node/node';
import type { InjectNetwork } from '@adjoin/node/testing/inject-transport';
import { openTestDatabase } from '@adjoin/node/testing/open-test-database';
import type { Clock } from '@adjoin/node/ports/clock';
import { pino } from 'pino';

export const PASSWORD = 'correct horse battery staple';
/** Access tokens live for ten minutes; a story signs its people in again a little earlier. */
const TOKEN_USE_MS = 540_000;

export type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
export type Account = { readonly id: string; readonly did: string; readonly name: string; readonly email: string };
export type Reply = { readonly status: number; readonly headers: Readonly<Record<string, unknown>>; readonly text: string; readonly body: any };
type Sending = {
  /** Who asks: the administrator unless said otherwise; `nobody` sends no token. */
  readonly as?: Account | 'nobody';
  readonly body?: unknown;
  /** Sent as it is, in place of `body`. */
  readonly raw?: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
  readonly from?: string;
};

/** An open event stream: what has come so far, and whether the node has closed it. */
export type Stream = { readonly text: () => string; readonly hasEnded: () => boolean };

/** A company of the story, its node, and its people as they use the REST API. */
export type Company = {
  readonly name: string;
  readonly url: string;
  readonly did: string;
  readonly admin: Account;
  /** Any answer, whatever its status. */
  readonly send: (method: Method, path: string, sending?: Sending) => Promise<Reply>;
  /** The body of an answer that must be a success. */
  readonly ask: (method: Method, path: string, body?: unknown, as?: Account) => Promise<any>;
  readonly tokenOf: (account: Account) => Promise<string>;
  /** Adds a person, who opens the activation link, sets a password and signs in. */
  readonly hire: (name: string, role?: 'admin' | 'member') => Promise<Account>;
  /** A person's event stream, read as it comes. */
  readonly listen: (as: Account) => Promise<Stream>;
  /** The running node, to look at what it keeps. */
  readonly context: () => NodeContext;
  readonly stop: () => Promise<void>;
  readonly start: () => Promise<void>;
  readonly dispose: () => Promise<void>;
};

export type CompanyOptions = {
  readonly name: string;
  readonly dialect: Database['dialect'];
  readonly clock: Clock;
  readonly network: InjectNetwork;
  readonly env?: Readonly<Record<string, string>>;
};

/** Starts a company's node on a fresh database and sets it up as its first administrator would. */
export async function foundCompany({ name, dialect, clock, network, env }: CompanyOptions): Promise<Company> {
  const url = `https://${name.toLowerCase()}.example`;
  const { database, dispose } = await openTestDatabase(dialect, clock);
  const secret = systemEntropy.bytes(32);
  let node: Node | undefined;

  async function start(): Promise<void> {
    const config = readConfig({ ADJOIN_PUBLIC_URL: url, ADJOIN_TLS: 'off', ADJOIN_WEB_DIR: '/nonexistent', ...env });
    // The database outlives the node, so that the story can start it again.
    const lent = { ...database, close: () => Promise.resolve() };
    node = await createNode(config, { clock, entropy: systemEntropy, transport: network.transport, database: lent, logger: pino({ level: 'silent' }), secret, tls: undefined });
    network.join({ url, app: node.app });
    network.setReachable(url, true);
  }
  const running = (): Node => {
    if (node === undefined) throw new Error(`${name} is not running`);
    return node;
  };

  await start();
  const calls = createCalls(running, clock);
  const email = `admin@${name.toLowerCase()}.example`;
  const token = await ensureSetupToken(running().context);
  const admin: Account = { ...(await calls.succeed('POST', '/v1/setup', { as: 'nobody', body: { token, company: name, name: `${name} Admin`, email, password: PASSWORD } })), email };
  return {
    name,
    url,
    did: running().context.identity.did,
    admin,
    send: (method, path, sending = {}) => calls.send(method, path, { as: admin, ...sending }),
    ask: (method, path, body, as = admin) => calls.succeed(method, path, { as, ...(body === undefined ? {} : { body }) }),
    tokenOf: calls.tokenOf,
    hire: (person, role = 'member') => hire(calls, { admin, company: name, name: person, role }),
    listen: async (as) => listen(running().app, await calls.tokenOf(as)),
    context: () => running().context,
    stop: async () => {
      network.setReachable(url, false);
      await running().close();
      node = undefined;
    },
    start,
    dispose: async () => {
      await node?.close();
      await dispose();
    },
  };
}

async function listen(app: App, token: string): Promise<Stream> {
  const answer = await app.inject({ url: '/v1/events', headers: { authorization: `Bearer ${token}` }, payloadAsStream: true });
  if (answer.statusCode !== 200) throw new Error(`GET /v1/events answered ${answer.statusCode}`);
  let text = '';
  let hasEnded = false;
  answer
    .stream()
    .on('data', (chunk: Buffer) => (text += chunk.toString()))
    .on('close', () => (hasEnded = true));
  return { text: () => text, hasEnded: () => hasEnded };
}

type Calls = {
  readonly send: (method: Method, path: string, sending: Sending) => Promise<Reply>;
  readonly succeed: (method: Method, path: string, sending: Sending) => Promise<any>;
  readonly tokenOf: (account: Account) => Promise<string>;
};

function createCalls(running: () => Node, clock: Clock): Calls {
  const tokens = new Map<string, { readonly token: string; readonly untilMs: number }>();

  async function tokenOf({ id, email }: Account): Promise<string> {
    const known = tokens.get(id);
    if (known !== undefined && clock.now() < known.untilMs) return known.token;
    const { access_token: token } = await succeed('POST', '/v1/sessions', { as: 'nobody', body: { email, password: PASSWORD } });
    tokens.set(id, { token, untilMs: clock.now() + TOKEN_USE_MS });
    return token;
  }

  async function send(method: Method, path: string, { as = 'nobody', body, raw, headers, from }: Sending): Promise<Reply> {
    const payload = raw ?? (body === undefined ? undefined : JSON.stringify(body));
    const answer = await running().app.inject({
      method,
      url: path,
      headers: {
        ...(payload === undefined ? {} : { 'content-type': 'application/json' }),
        ...(as === 'nobody' ? {} : { authorization: `Bearer ${await tokenOf(as)}` }),
        ...headers,
      },
      ...(from === undefined ? {} : { remoteAddress: from }),
      ...(payload === undefined ? {} : { payload }),
    });
    const isJson = /json/.test(answer.headers['content-type'] ?? '');
    return { status: answer.statusCode, headers: answer.headers, text: answer.body, body: isJson && answer.body !== '' ? answer.json() : undefined };
  }

  async function succeed(method: Method, path: string, sending: Sending): Promise<any> {
    const { status, text, body } = await send(method, path, sending);
    if (status >= 300) throw new Error(`${method} ${path} answered ${status}: ${text}`);
    return body;
  }

  return { send, succeed, tokenOf };
}

type Hiring = { readonly admin: Account; readonly company: string; readonly name: string; readonly role: 'admin' | 'member' };

async function hire(calls: Calls, { admin, company, name, role }: Hiring): Promise<Account> {
  const email = `${name.toLowerCase().replace(/[^a-z]+/g, '.')}@${company.toLowerCase()}.example`;
  const { person, activation_url } = await calls.succeed('POST', '/v1/people', { as: admin, body: { name, email, role } });
  const token = new URL(activation_url).searchParams.get('token');
  await calls.succeed('POST', '/v1/activations', { as: 'nobody', body: { token, password: PASSWORD } });
  return { ...person, email };
}
