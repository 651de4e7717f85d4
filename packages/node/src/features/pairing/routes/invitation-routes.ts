import { readInvitation } from '@adjoin/protocol/pairing/invitation';
import { Problem } from '@adjoin/protocol/problem';
import { topicText } from '@adjoin/protocol/vocabulary/text';
import type { FastifyReply, FastifyRequest } from 'fastify';
import * as z from 'zod';
import type { NodeContext } from '../../../context.ts';
import { requireAdmin } from '../../../http/authenticated-person.ts';
import { changeOnce } from '../../../http/change-once.ts';
import { listOf, listQuery, pageOf, readCursor } from '../../../http/pagination.ts';
import type { App } from '../../../http/server.ts';
import { instantOf } from '../../../ports/clock.ts';
import { appendAudit } from '../../audit/commands.ts';
import { createInvitation, revokeInvitation } from '../commands/invite.ts';
import { acceptInvitation, askToPair } from '../commands/request-pairing.ts';
import { MAX_INVITATION_LENGTH, MAX_NOTE_LENGTH } from '../limits.ts';
import { invitationSchema, invitationView, partnerSchema, partnerView, type PartnerView } from '../partner-view.ts';
import { findPartnershipWithNode, listInvitations, type PartnershipWithNode } from '../queries.ts';
import { languageOf, languageQuery } from './language-query.ts';

/** Inviting another company, and accepting its invitation. Administrators only. */
export function addInvitationRoutes(app: App, context: NodeContext): void {
  addInviting(app, context);
  addInvitationList(app, context);
  addAccepting(app, context);
}

function addInviting(app: App, context: NodeContext): void {
  app.post('/v1/invitations', {
    schema: {
      tags: ['Pairing'],
      operationId: 'create_invitation',
      summary: 'Invite another company',
      description: 'Administrators only. Give the answer\'s `invitation` to the other company\'s administrator, by any channel. It works once, for 14 days, and is shown only now.',
      body: z.strictObject({ note: topicText.max(MAX_NOTE_LENGTH).default('').describe('For whom it is; seen by our administrators only') }).nullish(),
      response: { 201: z.object({ id: z.string(), invitation: z.string(), expires_at: z.string() }) },
    },
  }, (request, reply) => {
    requireAdmin(request);
    const { note = '' } = request.body ?? {};
    return changeOnce(context, { request, reply, status: 201, isSecret: true }, (tx) => createInvitation(tx, context, { personId: request.person.id, note }));
  });

  app.delete('/v1/invitations/:id', {
    schema: {
      tags: ['Pairing'],
      operationId: 'revoke_invitation',
      summary: 'Revoke an invitation',
      params: z.strictObject({ id: z.string().max(64) }),
      response: { 204: z.null().describe('Revoked') },
    },
  }, async (request, reply) => {
    requireAdmin(request);
    await changeOnce(context, { request, reply, status: 204 }, (tx) => revokeInvitation(tx, context, { id: request.params.id, personId: request.person.id }));
    return null;
  });
}

function addInvitationList(app: App, context: NodeContext): void {
  app.get('/v1/invitations', {
    schema: { tags: ['Pairing'], operationId: 'list_invitations', summary: 'List invitations, newest first', querystring: listQuery, response: { 200: listOf(invitationSchema) } },
  }, async (request) => {
    requireAdmin(request);
    const { cursor, limit } = request.query;
    const [before] = readCursor(cursor, z.tuple([z.string()])) ?? [];
    const invitations = await listInvitations(context.database.read, { before, limit: limit + 1 });
    const { rows, next_cursor } = pageOf(invitations, limit, ({ id }) => [id]);
    const now = instantOf(context.clock.now());
    return { data: rows.map((row) => invitationView(row, now)), next_cursor };
  });
}

function addAccepting(app: App, context: NodeContext): void {
  app.post('/v1/pairings', {
    schema: {
      tags: ['Pairing'],
      operationId: 'create_pairing',
      summary: "Accept another company's invitation",
      description:
        'Administrators only. Asks the inviting node at once. The answer shows six words: compare them with the other administrator, who sees the same, ' +
        'and type two of them back. Pasting the same invitation again gives the same partner.',
      querystring: languageQuery,
      body: z.strictObject({ invitation: z.string().min(1).max(MAX_INVITATION_LENGTH) }),
      response: { 201: partnerSchema },
    },
  }, async (request, reply) => {
    requireAdmin(request);
    try {
      return await acceptPasted(context, { request, reply, token: request.body.invitation.trim() });
    } catch (error) {
      if (error instanceof Problem && error.status < 500) {
        request.hasRefusalLine = true;
        await auditRefusal(context, { personId: request.person.id, code: error.code });
      }
      throw error;
    }
  });
}

async function acceptPasted(context: NodeContext, { request, reply, token }: { request: FastifyRequest; reply: FastifyReply; token: string }): Promise<PartnerView> {
  const pasted = readInvitation(token);
  const agreement = await askToPair(context, pasted);
  return changeOnce(context, { request, reply, status: 201 }, async (tx) => {
    const partner = await acceptInvitation(tx, context, { ...pasted, agreement, personId: request.person.id });
    const row = (await findPartnershipWithNode(tx.db, { id: partner.id })) as PartnershipWithNode;
    return partnerView(context, row, { isAdmin: true, language: languageOf(request) });
  });
}

function auditRefusal({ database, clock, feed }: NodeContext, { personId, code }: { personId: string; code: string }): Promise<void> {
  const entry = { at: instantOf(clock.now()), actor: personId, action: 'pairing.refused', subject: 'invitation', details: { code } };
  return database.write((tx) => appendAudit(tx, feed, [entry]));
}
