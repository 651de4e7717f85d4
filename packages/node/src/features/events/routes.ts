import * as z from 'zod';
import type { NodeContext } from '../../context.ts';
import { invalidRequest } from '../../http/problems.ts';
import type { App } from '../../http/server.ts';
import { EventHub } from './event-hub.ts';
import { openEventStream } from './event-stream.ts';

const lastEventId = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

function readLastEventId(header: string | string[] | undefined): number | undefined {
  if (header === undefined || header === '') return undefined;
  const parsed = lastEventId.safeParse(header);
  if (parsed.success) return parsed.data;
  throw invalidRequest([{ pointer: '/headers/last-event-id', detail: 'Send the id of the last event, as it came.' }]);
}

const DESCRIPTION = `Changes that the person may see, as they happen (\`text/event-stream\`).

Types: \`post.created\`, \`post.updated\`, \`post.deleted\`, \`reaction.added\`, \`reaction.removed\`, \`channel.created\`,
\`channel.updated\`, \`member.added\`, \`member.removed\`, \`delivery.updated\`; for administrators also \`partner.updated\` and
\`share.updated\`.

The \`data\` of an event is JSON: its \`type\`, when it was (\`at\`), and \`channel_id\` where it is about a channel, with
\`post\` for posts and reactions as in \`GET /v1/posts/{id}\`, \`person\` for members, \`partner_id\` and \`held_since\` for
deliveries, \`partner_id\` for partners and shares.

Ids grow. After a cut, send the last id in the header \`Last-Event-ID\`: nothing is missed for seven days, after which
\`reset\` asks to read everything anew. A comment comes every 20 s. The stream outlives the access token, and ends with the
session.`;

/** Live events for people. */
export function addEventRoutes(app: App, context: NodeContext): void {
  const hub = new EventHub(context);
  app.addHook('preClose', async () => hub.close());
  const response = { 200: { description: 'A stream that does not end by itself', content: { 'text/event-stream': { schema: z.string() } } } };
  const schema = { tags: ['Events'], operationId: 'read_events', summary: 'Read events as they happen', description: DESCRIPTION, response };
  app.get('/v1/events', { schema }, async (request, reply) => {
    const from = readLastEventId(request.headers['last-event-id']);
    hub.admit(request.person);
    reply.hijack();
    const headers = Object.fromEntries(Object.entries(reply.getHeaders()).map(([name, value]) => [name, String(value)]));
    const stream = openEventStream(reply.raw, { ...headers, 'x-request-id': request.id });
    await hub.serve(request.person, stream, from);
  });
}
