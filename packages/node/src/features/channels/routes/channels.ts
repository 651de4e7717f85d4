import { nameText, topicText } from '@adjoin/protocol/vocabulary/text';
import * as z from 'zod';
import type { NodeContext } from '../../../context.ts';
import { changeOnce } from '../../../http/change-once.ts';
import { listOf, listQuery, pageOf, readCursor } from '../../../http/pagination.ts';
import type { App } from '../../../http/server.ts';
import { managedChannel } from '../access.ts';
import { audienceSchema, viewAudience } from '../audience-view.ts';
import { channelSchema, viewChannel, viewChannels } from '../channel-view.ts';
import { createChannel } from '../commands/create-channel.ts';
import { renameChannel } from '../commands/rename-channel.ts';
import { listChannels } from '../queries.ts';

const tags = ['Channels'];
const channelParams = z.object({ id: z.string().max(64) });
const perimeter = z.enum(['internal', 'shared']);

/** Channels: making, listing, naming, and who sees them. */
export function addChannelCollectionRoutes(app: App, context: NodeContext): void {
  addListRoutes(app, context);
  addChangeRoutes(app, context);
  addAudienceRoute(app, context);
}

function addListRoutes(app: App, context: NodeContext): void {
  const { database, identity } = context;
  app.get(
    '/v1/channels',
    {
      schema: {
        tags,
        operationId: 'list_channels',
        summary: 'List your channels',
        description: 'The channels that you are in, oldest first.',
        querystring: listQuery.extend({ perimeter: perimeter.optional() }),
        response: { 200: listOf(channelSchema) },
      },
    },
    async (request) => {
      const { cursor, limit, perimeter: wanted } = request.query;
      const after = readCursor(cursor, z.tuple([z.string()]))?.[0] ?? '';
      const rows = await listChannels(database.read, { personId: request.person.id, perimeter: wanted, after, limit: limit + 1 });
      const page = pageOf(rows, limit, (row) => [row.id]);
      return { data: await viewChannels(database.read, identity, page.rows), next_cursor: page.next_cursor };
    },
  );
  app.get(
    '/v1/channels/:id',
    {
      schema: {
        tags,
        operationId: 'read_channel',
        summary: 'Read a channel',
        description: 'For its members; administrators can read every shared channel, without its posts.',
        params: channelParams,
        response: { 200: channelSchema },
      },
    },
    async (request) => viewChannel(database.read, identity, await managedChannel(database.read, request.person, request.params.id)),
  );
}

function addChangeRoutes(app: App, context: NodeContext): void {
  const { identity } = context;
  app.post(
    '/v1/channels',
    {
      schema: {
        tags,
        operationId: 'create_channel',
        summary: 'Make a channel',
        description: 'You are its first member. The perimeter is fixed for good: an internal channel never leaves your company, a shared one can be shared with partners.',
        body: z.strictObject({ name: nameText, topic: topicText.default(''), perimeter }),
        response: { 201: channelSchema },
      },
    },
    (request, reply) =>
      changeOnce(context, { request, reply, status: 201 }, async (tx) => {
        const channel = await createChannel(tx, context, { actor: request.person, ...request.body });
        return viewChannel(tx.db, identity, channel);
      }),
  );
  app.patch(
    '/v1/channels/:id',
    {
      schema: {
        tags,
        operationId: 'change_channel',
        summary: 'Rename a channel or change its topic',
        description: 'Name and topic of a shared channel are its host\'s to change.',
        params: channelParams,
        body: z
          .strictObject({ name: nameText.optional(), topic: topicText.optional() })
          .refine((changes) => Object.keys(changes).length > 0, 'must change something'),
        response: { 200: channelSchema },
      },
    },
    (request, reply) =>
      changeOnce(context, { request, reply }, async (tx) => {
        const channel = await renameChannel(tx, context, { actor: request.person, channelId: request.params.id, ...request.body });
        return viewChannel(tx.db, identity, channel);
      }),
  );
}

function addAudienceRoute(app: App, context: NodeContext): void {
  const { database, identity } = context;
  app.get(
    '/v1/channels/:id/audience',
    {
      schema: {
        tags,
        operationId: 'read_audience',
        summary: 'See who sees a channel',
        description: 'Companies and people who see what is posted. Send its ETag as `Audience-Match` with a post, and the post is refused with 412 if the audience has changed since.',
        params: channelParams,
        response: { 200: audienceSchema },
      },
    },
    async (request, reply) => {
      // The version is read before the people: if they change meanwhile, the tag is older than what is shown, never newer.
      const channel = await managedChannel(database.read, request.person, request.params.id);
      const { audience, etag } = await viewAudience(database.read, identity, channel);
      void reply.header('etag', etag);
      return audience;
    },
  );
}
