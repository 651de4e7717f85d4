import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import { pino } from 'pino';
import { systemClock } from '../adapters/system-clock.ts';
import { systemEntropy } from '../adapters/system-entropy.ts';
import { readConfig } from '../config.ts';
import type { Database } from '../database/database.ts';
import { createPerson } from '../features/people/commands/create-person.ts';
import { createSession } from '../features/people/commands/create-session.ts';
import { setUpNode } from '../features/people/commands/set-up-node.ts';
import { ACCESS_TOKEN_LIFETIME_SECONDS } from '../features/people/limits.ts';
import { signAccessToken } from '../http/access-tokens.ts';
import { createNode, type Node } from '../node.ts';
import type { Clock } from '../ports/clock.ts';
import type { Entropy } from '../ports/entropy.ts';
import { TransportFault, type Transport } from '../ports/transport.ts';
import { openTestDatabase } from './open-test-database.ts';

export type TestPerson = {
  readonly id: string;
  readonly did: string;
  readonly sessionId: string;
  readonly token: string;
};

type TestRequest = InjectOptions & { readonly as?: { readonly token: string } };

export type TestNode = {
  readonly node: Node;
  readonly url: string;
  readonly admin: TestPerson;
  /** Sends a request through the whole server; `as` signs it with that person's access token. */
  readonly inject: (request: TestRequest) => Promise<LightMyRequestResponse>;
  readonly addPerson: (name: string, role?: 'admin' | 'member') => Promise<TestPerson>;
  /** The audit log, oldest first: `[action, subject, details]`. */
  readonly readAudit: (...actions: string[]) => Promise<[string, string, unknown][]>;
  /** Signs a person in again. */
  readonly signIn: (person: { id: string; did: string }) => Promise<TestPerson>;
  readonly dispose: () => Promise<void>;
};

type Options = {
  readonly dialect?: Database['dialect'];
  /** Name of the company; its address is `https://<name>.example`. */
  readonly name?: string;
  readonly transport?: Transport;
  readonly clock?: Clock;
  /** Decides the node's keys, which are the first that it draws. */
  readonly entropy?: Entropy;
  /** Environment variables of the node, such as ADJOIN_TRUST_PROXY. */
  readonly env?: Readonly<Record<string, string>>;
};

/** A network on which nobody answers. */
const silentTransport: Transport = {
  request: () => Promise.reject(new TransportFault('unreachable')),
  close: () => Promise.resolve(),
};

/**
 * A whole node on a fresh real database, without a socket, set up with its first administrator. People get sessions
 * through the commands, which spares every test the cost of hashing passwords; nobody has a password.
 */
export async function createTestNode(options: Options = {}): Promise<TestNode> {
  const empty = await createUnclaimedTestNode(options);
  const { node } = empty;
  const { context } = node;
  const signIn = async (person: { id: string; did: string }): Promise<TestPerson> => {
    const { sessionId } = await context.database.write((tx) => createSession(tx, context, { personId: person.id, userAgent: 'test' }));
    const token = signAccessToken(node.app, context, { personId: person.id, sessionId, lifetimeSeconds: ACCESS_TOKEN_LIFETIME_SECONDS });
    return { ...person, sessionId, token };
  };
  const owner = await context.database.write((tx) =>
    setUpNode(tx, context, { company: options.name ?? 'Alder', name: 'Ada Admin', email: 'ada@alder.example', passwordHash: NO_PASSWORD }),
  );
  const addPerson = async (name: string, role: 'admin' | 'member' = 'member'): Promise<TestPerson> => {
    const email = `${systemEntropy.bytes(6).toString('hex')}@alder.example`;
    const account = { email, role, passwordHash: NO_PASSWORD };
    return signIn(await context.database.write((tx) => createPerson(tx, context, { actor: owner.id, name, account })));
  };
  return { ...empty, admin: await signIn(owner), addPerson, signIn };
}

/** The hash of no password. */
const NO_PASSWORD = '*';

/** As `createTestNode`, before anybody opened the set-up link. */
export async function createUnclaimedTestNode(options: Options = {}): Promise<Omit<TestNode, 'admin' | 'addPerson' | 'signIn'>> {
  const { clock = systemClock, entropy = systemEntropy, transport = silentTransport, name = 'Alder' } = options;
  const url = `https://${name.toLowerCase()}.example`;
  const { database, dispose: removeDatabase } = await openTestDatabase(options.dialect ?? 'sqlite', clock);
  const config = readConfig({ ADJOIN_PUBLIC_URL: url, ADJOIN_TLS: 'off', ...options.env });
  const logger = pino({ level: 'silent' });
  // A node closes its database; here that is left to whoever removes it.
  const lent = { ...database, close: () => Promise.resolve() };
  const secret = systemEntropy.bytes(32);
  const node = await createNode(config, { clock, entropy, transport, database: lent, logger, secret, tls: undefined });
  return {
    node,
    url,
    inject: ({ as, ...request }) => {
      const headers = as === undefined ? request.headers : { ...request.headers, authorization: `Bearer ${as.token}` };
      return node.app.inject({ ...request, ...(headers === undefined ? {} : { headers }) });
    },
    readAudit: async (...actions) => {
      const rows = await database.read.selectFrom('audit_entries').selectAll().where('action', 'in', actions).orderBy('seq').execute();
      return rows.map(({ action, subject, details }) => [action, subject, JSON.parse(details)]);
    },
    dispose: async () => {
      await node.close();
      await removeDatabase();
    },
  };
}
