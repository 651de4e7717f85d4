import { topicText } from '@adjoin/protocol/vocabulary/text';
import type { FastifyRequest } from 'fastify';
import * as z from 'zod';
import type { NodeContext } from '../../../context.ts';
import type { Read } from '../../../database/database.ts';
import { requireAdmin } from '../../../http/authenticated-person.ts';
import { changeOnce } from '../../../http/change-once.ts';
import { listOf, listQuery, pageOf, readCursor } from '../../../http/pagination.ts';
import { notFound } from '../../../http/problems.ts';
import type { App } from '../../../http/server.ts';
import { changePartnerState } from '../commands/change-partner-state.ts';
import { confirmPartner } from '../commands/confirm-partner.ts';
import { MAX_REASON_LENGTH } from '../limits.ts';
import { partnerSchema, partnerView, type PartnerView } from '../partner-view.ts';
import { wrongWords } from '../problems.ts';
import { findPartnershipWithNode, listPartnerships } from '../queries.ts';
import { languageOf, languageQuery } from './language-query.ts';

const byId = z.strictObject({ id: z.string().max(64) });

/** The companies that ours is paired with. */
export function addPartnerRoutes(app: App, context: NodeContext): void {
  addReading(app, context);
  addConfirming(app, context);
  addStateChanges(app, context);
}

async function viewPartner(db: Read, context: NodeContext, { id, request }: { id: string; request: FastifyRequest }): Promise<PartnerView> {
  const row = await findPartnershipWithNode(db, { id });
  if (row === undefined) throw notFound();
  return partnerView(context, row, { isAdmin: request.person.role === 'admin', language: languageOf(request) });
}

function addReading(app: App, context: NodeContext): void {
  const { database } = context;
  app.get('/v1/partners', {
    schema: {
      tags: ['Pairing'],
      operationId: 'list_partners',
      summary: 'List partners, the earliest paired first',
      querystring: listQuery.extend(languageQuery.shape),
      response: { 200: listOf(partnerSchema) },
    },
  }, async (request) => {
    const { cursor, limit } = request.query;
    const after = readCursor(cursor, z.tuple([z.string(), z.string()]));
    const partners = await listPartnerships(database.read, { after, limit: limit + 1 });
    const { rows, next_cursor } = pageOf(partners, limit, (row) => [row.created_at, row.id]);
    const viewer = { isAdmin: request.person.role === 'admin', language: languageOf(request) };
    return { data: rows.map((row) => partnerView(context, row, viewer)), next_cursor };
  });

  app.get('/v1/partners/:id', {
    schema: { tags: ['Pairing'], operationId: 'read_partner', summary: 'Read a partner', params: byId, querystring: languageQuery, response: { 200: partnerSchema } },
  }, (request) => viewPartner(database.read, context, { id: request.params.id, request }));
}

function addConfirming(app: App, context: NodeContext): void {
  const word = z.string().min(1).max(64);
  app.post('/v1/partners/:id/confirmations', {
    schema: {
      tags: ['Pairing'],
      operationId: 'confirm_partner',
      summary: 'Type two of the words back',
      description:
        'Administrators only. Listen to the other administrator reading the sentence aloud and type the words at `confirm_positions`, in their order. ' +
        'Once the administrators of both companies have, the partnership is active. The fifth wrong attempt ends it.',
      params: byId,
      querystring: languageQuery,
      body: z.strictObject({ words: z.tuple([word, word]) }),
      response: { 200: partnerSchema },
    },
  }, async (request, reply) => {
    requireAdmin(request);
    const { id } = request.params;
    const change = { id, words: request.body.words, admin: request.person };
    const { confirmation, partner } = await changeOnce(context, { request, reply }, async (tx) => {
      const outcome = await confirmPartner(tx, context, change);
      return { confirmation: outcome, partner: await viewPartner(tx.db, context, { id, request }) };
    });
    if (confirmation.outcome === 'wrong-words') throw wrongWords(confirmation.triesLeft);
    return partner;
  });
}

function addStateChanges(app: App, context: NodeContext): void {
  app.patch('/v1/partners/:id', {
    schema: {
      tags: ['Pairing'],
      operationId: 'change_partner',
      summary: 'Suspend, resume or end a partnership',
      description: 'Administrators only. While suspended, nothing is sent to the partner and nothing of it is accepted. An ended partnership begins anew with a new invitation.',
      params: byId,
      querystring: languageQuery,
      body: z.strictObject({ state: z.enum(['active', 'suspended', 'ended']), reason: topicText.max(MAX_REASON_LENGTH).default('').describe('Seen by our people only') }),
      response: { 200: partnerSchema },
    },
  }, (request, reply) => {
    requireAdmin(request);
    const { id } = request.params;
    return changeOnce(context, { request, reply }, async (tx) => {
      await changePartnerState(tx, context, { id, ...request.body, admin: request.person });
      return viewPartner(tx.db, context, { id, request });
    });
  });
}
