import type { FastifyReply } from 'fastify';
import * as z from 'zod';
import { nameText } from '@adjoin/protocol/vocabulary/text';
import type { NodeContext } from '../../context.ts';
import { signAccessToken } from '../../http/access-tokens.ts';
import type { App } from '../../http/server.ts';
import { createAttempts } from './attempts.ts';
import { activateAccount } from './commands/activate-account.ts';
import type { IssuedSession } from './commands/create-session.ts';
import { assertUsable, useOneTimeToken } from './commands/one-time-tokens.ts';
import { refreshSession } from './commands/refresh-session.ts';
import { setUpNode } from './commands/set-up-node.ts';
import { signIn, type Entrance } from './commands/sign-in.ts';
import { ACCESS_TOKEN_LIFETIME_SECONDS, MAX_EMAIL_LENGTH, MAX_PASSWORD_LENGTH } from './limits.ts';
import { createPasswords } from './passwords.ts';
import { personSchema, personView } from './person-view.ts';
import { sessionEnded } from './problems.ts';
import { findPersonWithAccount, findRefreshToken, type PersonWithAccount } from './queries.ts';
import { readRefreshCookie, setRefreshCookie } from './refresh-cookie.ts';
import { emailText, newPassword, secretText } from './schemas.ts';
import { hashOfSecret } from './secrets.ts';

const sessionSchema = z.object({
  access_token: z.string().describe('Send it as `Authorization: Bearer …`'),
  token_type: z.literal('Bearer'),
  expires_in: z.int().describe('Seconds that the access token lives'),
  refresh_token: z.string().nullable().describe('Works once, for the next access token; null where it went into a cookie'),
  person: personSchema,
});

/** The doors that are open to people who are not signed in: set-up, activation, sign-in. */
export function addSessionRoutes(app: App, context: NodeContext): void {
  const entrance = { attempts: createAttempts(context), passwords: createPasswords(context.entropy) };
  // RFC 6749 §5.1: answers with tokens stay out of every cache.
  app.addHook('onSend', async (_request, reply) => void reply.header('cache-control', 'no-store'));
  addSetup(app, context, entrance);
  addActivation(app, context, entrance);
  addSignIn(app, context, entrance);
  addRefresh(app, context);
}

function addSetup(app: App, context: NodeContext, { attempts, passwords }: Entrance): void {
  app.post('/v1/setup', {
    schema: {
      tags: ['Sign-in'],
      security: [],
      operationId: 'set_up_node',
      summary: 'Set up the node',
      description: 'Names the company and makes its first administrator, with the token of the link that the node prints when it starts.',
      body: z.strictObject({ token: secretText, company: nameText, name: nameText, email: emailText, password: newPassword }),
      response: { 201: personSchema },
    },
  }, (request, reply) => {
    const { token, password, ...setup } = request.body;
    return attempts({ action: 'setup.refused', ip: request.ip }, async () => {
      // Asked before the slow hash too, so that strangers cannot make us compute any.
      await assertUsable(context.database.read, context, { purpose: 'setup', token });
      const passwordHash = await passwords.hash(password);
      const person = await context.database.write(async (tx) => {
        await useOneTimeToken(tx, context, { purpose: 'setup', token });
        const { id } = await setUpNode(tx, context, { ...setup, passwordHash });
        return (await findPersonWithAccount(tx.db, id)) as PersonWithAccount;
      });
      void reply.code(201);
      return personView(context.identity, person, { id: person.id, role: 'admin' });
    });
  });
}

function addActivation(app: App, context: NodeContext, { attempts, passwords }: Entrance): void {
  app.post('/v1/activations', {
    schema: {
      tags: ['Sign-in'],
      security: [],
      operationId: 'activate_account',
      summary: 'Set a password',
      description: 'Sets the password of the account that an activation link is for. The link works once; earlier sessions of the account end.',
      body: z.strictObject({ token: secretText, password: newPassword }),
      response: { 201: personSchema },
    },
  }, (request, reply) => {
    const { token, password } = request.body;
    return attempts({ action: 'activation.refused', ip: request.ip }, async () => {
      await assertUsable(context.database.read, context, { purpose: 'activation', token });
      const passwordHash = await passwords.hash(password);
      const person = await context.database.write((tx) => activateAccount(tx, context, { token, passwordHash }));
      void reply.code(201);
      return personView(context.identity, person, { id: person.id, role: 'member' });
    });
  });
}

function addSignIn(app: App, context: NodeContext, entrance: Entrance): void {
  app.post('/v1/sessions', {
    schema: {
      tags: ['Sign-in'],
      security: [],
      operationId: 'sign_in',
      summary: 'Sign in',
      description: 'Opens a session. With `cookie` the refresh token goes into an HttpOnly cookie that no script can read.',
      body: z.strictObject({
        email: z.string().max(MAX_EMAIL_LENGTH).toLowerCase(),
        password: z.string().max(MAX_PASSWORD_LENGTH),
        cookie: z.boolean().default(false),
      }),
      response: { 201: sessionSchema },
    },
  }, async (request, reply) => {
    const { email, password, cookie } = request.body;
    const userAgent = request.headers['user-agent'] ?? '';
    const issued = await signIn(context, entrance, { email, password, ip: request.ip, userAgent });
    return answerSession(app, context, { issued, reply, inCookie: cookie });
  });
}

function addRefresh(app: App, context: NodeContext): void {
  app.post('/v1/sessions/refresh', {
    schema: {
      tags: ['Sign-in'],
      security: [],
      operationId: 'refresh_session',
      summary: 'Renew an access token',
      description:
        'Takes the refresh token from the body or from the cookie and replaces it. A token that was replaced ends its session when it comes again, ' +
        'unless it comes within 10 seconds and nobody used its successor: then its answer was lost, and it gets another.',
      body: z.strictObject({ refresh_token: secretText.optional() }),
      response: { 201: sessionSchema },
    },
  }, async (request, reply) => {
    const issued = await refresh(context, request.body.refresh_token ?? readRefreshCookie(request));
    return answerSession(app, context, { issued, reply, inCookie: request.body.refresh_token === undefined });
  });
}

async function refresh(context: NodeContext, refreshToken: string | undefined): Promise<IssuedSession> {
  const { database } = context;
  // Strangers' guesses cost one read and no write.
  const known = refreshToken === undefined ? undefined : await findRefreshToken(database.read, hashOfSecret(refreshToken));
  if (refreshToken === undefined || known === undefined) throw sessionEnded();
  const issued = await database.write((tx) => refreshSession(tx, context, refreshToken));
  if (issued === undefined) throw sessionEnded();
  return issued;
}

type Answer = { readonly issued: IssuedSession; readonly reply: FastifyReply; readonly inCookie: boolean };

async function answerSession(app: App, context: NodeContext, { issued, reply, inCookie }: Answer): Promise<z.infer<typeof sessionSchema>> {
  const { personId, sessionId, refreshToken } = issued;
  const person = (await findPersonWithAccount(context.database.read, personId)) as PersonWithAccount;
  if (inCookie) setRefreshCookie(reply, context, issued);
  void reply.code(201);
  return {
    access_token: signAccessToken(app, context, { personId, sessionId, lifetimeSeconds: ACCESS_TOKEN_LIFETIME_SECONDS }),
    token_type: 'Bearer',
    expires_in: ACCESS_TOKEN_LIFETIME_SECONDS,
    refresh_token: inCookie ? null : refreshToken,
    person: personView(context.identity, person, { id: personId, role: 'member' }),
  };
}
