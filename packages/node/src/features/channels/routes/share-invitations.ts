import { topicText } from '@adjoin/protocol/vocabulary/text';
import * as z from 'zod';
import type { NodeContext } from '../../../context.ts';
import { requireAdmin } from '../../../http/authenticated-person.ts';
import { changeOnce } from '../../../http/change-once.ts';
import { listOf, listQuery, pageOf, readCursor } from '../../../http/pagination.ts';
import type { App } from '../../../http/server.ts';
import { channelSchema, readCompanyNames, viewChannel } from '../channel-view.ts';
import { acceptShare } from '../commands/accept-share.ts';
import { rejectShare } from '../commands/reject-share.ts';
import { listShareInvitations } from '../queries.ts';
import { MAX_MEMBERS_PER_REQUEST } from '../rules.ts';
import { shareInvitationSchema, viewShareInvitation } from '../share-view.ts';

const tags = ['Sharing'];
const invitationParams = z.object({ id: z.string().max(64) });

/** Partners' invitations into their channels, for our administrators to answer. */
export function addShareInvitationRoutes(app: App, context: NodeContext): void {
  addListRoute(app, context);
  addAnswerRoutes(app, context);
}

function addListRoute(app: App, context: NodeContext): void {
  const { database, identity } = context;
  app.get(
    '/v1/share_invitations',
    {
      schema: {
        tags,
        operationId: 'list_share_invitations',
        summary: 'List partners\' invitations into their channels',
        description: 'Newest first; for administrators.',
        querystring: listQuery.extend({ state: z.enum(['pending', 'accepted', 'rejected', 'withdrawn']).optional() }),
        response: { 200: listOf(shareInvitationSchema) },
      },
    },
    async (request) => {
      requireAdmin(request);
      const { cursor, limit, state } = request.query;
      const before = readCursor(cursor, z.tuple([z.string()]))?.[0];
      const page = pageOf(await listShareInvitations(database.read, { state, before, limit: limit + 1 }), limit, (row) => [row.id]);
      const nameOf = await readCompanyNames(database.read, identity, page.rows.map((row) => row.host));
      return { data: page.rows.map((row) => viewShareInvitation(row, nameOf)), next_cursor: page.next_cursor };
    },
  );
}

function addAnswerRoutes(app: App, context: NodeContext): void {
  app.post(
    '/v1/share_invitations/:id/accept',
    {
      schema: {
        tags,
        operationId: 'accept_share_invitation',
        summary: 'Accept an invitation',
        description: 'You choose who of your company is in; the other companies are told their names. The channel is `joining` until its host confirms.',
        params: invitationParams,
        body: z.strictObject({ member_ids: z.array(z.string().max(64)).min(1).max(MAX_MEMBERS_PER_REQUEST) }),
        response: { 200: channelSchema },
      },
    },
    (request, reply) =>
      changeOnce(context, { request, reply }, async (tx) => {
        const channel = await acceptShare(tx, context, { actor: request.person, invitationId: request.params.id, memberIds: request.body.member_ids });
        return viewChannel(tx.db, context.identity, channel);
      }),
  );
  app.post(
    '/v1/share_invitations/:id/reject',
    {
      schema: {
        tags,
        operationId: 'reject_share_invitation',
        summary: 'Decline an invitation',
        description: 'The partner\'s administrators read the reason.',
        params: invitationParams,
        body: z.strictObject({ reason: topicText.default('') }),
        response: { 204: z.null().describe('Done') },
      },
    },
    (request, reply) =>
      changeOnce(context, { request, reply, status: 204 }, async (tx) => {
        await rejectShare(tx, context, { actor: request.person, invitationId: request.params.id, reason: request.body.reason });
        return null;
      }),
  );
}
