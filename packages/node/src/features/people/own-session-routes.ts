import * as z from 'zod';
import type { NodeContext } from '../../context.ts';
import { changeOnce } from '../../http/change-once.ts';
import { listOf } from '../../http/pagination.ts';
import { notFound } from '../../http/problems.ts';
import type { App } from '../../http/server.ts';
import { instantOf } from '../../ports/clock.ts';
import { revokeSessions } from './commands/revoke-sessions.ts';
import { listSessions } from './queries.ts';
import { clearRefreshCookie } from './refresh-cookie.ts';

const ownSession = z.object({
  id: z.string(),
  user_agent: z.string().describe('What the client called itself when it signed in'),
  created_at: z.string(),
  used_at: z.string().describe('When it was last renewed'),
  expires_at: z.string(),
  is_current: z.boolean(),
});

/** A person's own sessions: where they are signed in, and how they sign out. */
export function addOwnSessionRoutes(app: App, context: NodeContext): void {
  const { clock, database } = context;
  app.get('/v1/sessions', {
    schema: { tags: ['Sign-in'], operationId: 'list_sessions', summary: 'List where you are signed in', response: { 200: listOf(ownSession) } },
  }, async (request) => {
    const sessions = await listSessions(database.read, { personId: request.person.id, now: instantOf(clock.now()) });
    return { data: sessions.map((session) => ({ ...session, is_current: session.id === request.person.sessionId })), next_cursor: null };
  });

  app.delete('/v1/sessions/:id', {
    schema: {
      tags: ['Sign-in'],
      operationId: 'sign_out',
      summary: 'Sign out',
      description: 'Ends one of your own sessions, or with `current` the one that asks. Its tokens stop working and its streams are closed at once.',
      params: z.strictObject({ id: z.string().max(64) }),
      response: { 204: z.null().describe('Signed out') },
    },
  }, async (request, reply) => {
    const { person } = request;
    const id = request.params.id === 'current' ? person.sessionId : request.params.id;
    await changeOnce(context, { request, reply, status: 204 }, async (tx) => {
      const own = await listSessions(tx.db, { personId: person.id, now: instantOf(clock.now()) });
      if (!own.some((session) => session.id === id)) throw notFound();
      await revokeSessions(tx, context, { sessionIds: [id], actor: person.id, reason: 'signed-out' });
    });
    if (id === person.sessionId) clearRefreshCookie(reply, context);
    return reply.send(null);
  });
}
