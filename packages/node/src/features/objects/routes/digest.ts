import * as z from 'zod';
import type { NodeContext } from '../../../context.ts';
import type { App } from '../../../http/server.ts';
import { memberChannel } from '../../channels/access.ts';
import { digestChannel } from '../digest.ts';

const digestSchema = z.object({
  digest: z.string().describe('SHA-256 in base64url (rule DIG-1)'),
  objects: z.int().describe('objects summed up, deleted ones as well'),
  logs: z.array(z.object({ log: z.string(), seq: z.int(), head: z.string() })).describe('how far this node holds each company\'s log of the channel'),
});

export function addDigestRoute(app: App, context: NodeContext): void {
  app.get(
    '/v1/channels/:id/digest',
    {
      schema: {
        tags: ['Channels'],
        operationId: 'read_digest',
        summary: 'Sum up what a channel holds',
        description: 'Every company in the channel gets the same digest once all have received everything. Compare it with a partner\'s to be sure that both hold the same.',
        params: z.object({ id: z.string().max(64) }),
        response: { 200: digestSchema },
      },
    },
    async (request) => {
      const channel = await memberChannel(context.database.read, request.person.id, request.params.id);
      return digestChannel(context, channel.id);
    },
  );
}
