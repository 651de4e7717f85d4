import * as z from 'zod';
import type { NodeContext } from '../../../context.ts';
import { changeOnce } from '../../../http/change-once.ts';
import type { App } from '../../../http/server.ts';
import { managedChannel } from '../access.ts';
import { readCompanyNames } from '../channel-view.ts';
import { endShare } from '../commands/end-share.ts';
import { shareChannel } from '../commands/share-channel.ts';
import { listChannelNodes } from '../queries.ts';
import { checkSharing } from '../rules.ts';
import { shareSchema, viewShare } from '../share-view.ts';

const tags = ['Sharing'];
const channelParams = z.object({ id: z.string().max(64) });

/** Which companies are in the channels that we host. */
export function addShareRoutes(app: App, context: NodeContext): void {
  addListRoute(app, context);
  addChangeRoutes(app, context);
}

function addListRoute(app: App, context: NodeContext): void {
  const { database, identity } = context;
  app.get(
    '/v1/channels/:id/shares',
    {
      schema: {
        tags,
        operationId: 'list_shares',
        summary: 'List the companies that a channel is or was shared with',
        description: 'For administrators of the host.',
        params: channelParams,
        response: { 200: z.object({ data: z.array(shareSchema), next_cursor: z.null() }) },
      },
    },
    async (request) => {
      const channel = await managedChannel(database.read, request.person, request.params.id);
      checkSharing({ role: request.person.role, channel, self: identity.did });
      const rows = (await listChannelNodes(database.read, [channel.id])).filter((row) => row.node !== identity.did);
      const nameOf = await readCompanyNames(database.read, identity, rows.map((row) => row.node));
      return { data: rows.map((row) => viewShare(row, nameOf)), next_cursor: null };
    },
  );
}

function addChangeRoutes(app: App, context: NodeContext): void {
  app.post(
    '/v1/channels/:id/shares',
    {
      schema: {
        tags,
        operationId: 'share_channel',
        summary: 'Share a channel with a partner',
        description: 'Invites the partner\'s company. Once its administrator accepts, everything in the channel, from its beginning, is copied to its node; copies cannot be recalled.',
        params: channelParams,
        body: z.strictObject({ partner_id: z.string().max(64) }),
        response: { 202: shareSchema },
      },
    },
    (request, reply) =>
      changeOnce(context, { request, reply, status: 202 }, async (tx) => {
        const row = await shareChannel(tx, context, { actor: request.person, channelId: request.params.id, partnerId: request.body.partner_id });
        return viewShare(row, await readCompanyNames(tx.db, context.identity, [row.node]));
      }),
  );
  app.delete(
    '/v1/channels/:id/shares/:partner_id',
    {
      schema: {
        tags,
        operationId: 'end_share',
        summary: 'Withdraw an invitation, or take a company out of a channel',
        description: 'From then on nothing of the channel goes to that company. What it holds it keeps.',
        params: channelParams.extend({ partner_id: z.string().max(64) }),
        response: { 204: z.null().describe('Done') },
      },
    },
    (request, reply) =>
      changeOnce(context, { request, reply, status: 204 }, async (tx) => {
        await endShare(tx, context, { actor: request.person, channelId: request.params.id, partnerId: request.params.partner_id });
        return null;
      }),
  );
}
