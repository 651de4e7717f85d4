import swagger from '@fastify/swagger';
import { jsonSchemaTransform } from 'fastify-type-provider-zod';
import type { NodeContext } from '../context.ts';
import type { App } from './server.ts';

const DESCRIPTION = `The API of one company's Adjoin node. Adjoin's own web app uses this API and no other.

- Send \`Authorization: Bearer …\` with the access token of \`POST /v1/sessions\`; \`POST /v1/sessions/refresh\` renews it.
- A certificate that the node made itself is \`tls.crt\` in its data directory: \`curl --cacert tls.crt\`, \`NODE_EXTRA_CA_CERTS=tls.crt\`.
- Lists answer \`{data, next_cursor}\`; send \`next_cursor\` back as \`cursor\`.
- Refusals are RFC 9457 problems (\`application/problem+json\`) with a stable \`code\`.
- Every POST with an access token takes an \`Idempotency-Key\`: the same key with the same body has one effect and one answer, for a day.
- Times are RFC 3339 in UTC. Unknown members of a body are refused.`;

const TAGS = [
  { name: 'Sign-in', description: 'Setting up the node, and sessions of people.' },
  { name: 'People', description: 'People of our company, and those of partners that share a channel with us.' },
  { name: 'Node', description: 'Whose node this is.' },
  { name: 'Pairing', description: 'Which companies we are partners of. For administrators.' },
  { name: 'Channels', description: 'Where people write, who is in them, and who sees them.' },
  { name: 'Sharing', description: 'Which channels a partner is in too.' },
  { name: 'Posts', description: 'Posts, their replies and reactions, and who holds them.' },
  { name: 'Search', description: 'Posts that one may see, by their words.' },
  { name: 'Events', description: 'Changes as they happen.' },
  { name: 'Operations', description: 'For administrators and monitors.' },
];

const problem = {
  type: 'object',
  description: 'RFC 9457 problem detail',
  required: ['type', 'title', 'status', 'code'],
  properties: {
    type: { type: 'string', format: 'uri-reference' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string', description: 'Stable; decide by this' },
    detail: { type: 'string', description: 'What to do' },
    request_id: { type: 'string' },
    errors: { type: 'array', items: { type: 'object', properties: { pointer: { type: 'string' }, detail: { type: 'string' } } } },
  },
};

/** Collects the routes into an OpenAPI 3.1 document; must come before they are added. */
export async function describeRoutes(app: App, context: Pick<NodeContext, 'config'>, version: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Adjoin', version, description: DESCRIPTION, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
      servers: [{ url: context.config.publicUrl }],
      tags: TAGS,
      components: {
        securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
        schemas: { Problem: problem as object },
        responses: { Problem: { description: 'Refused', content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } } },
      },
      security: [{ bearer: [] }],
    },
    transform: jsonSchemaTransform,
    transformObject: (input) => {
      const document: unknown = 'openapiObject' in input ? input.openapiObject : input.swaggerObject;
      for (const operation of operationsOf(document as OpenApiDocument)) completeResponses(operation);
      return document as never;
    },
  });
  app.get('/v1/openapi.json', { schema: { hide: true } }, async () => app.swagger());
}

type Response = { description?: string; $ref?: string };
type Operation = { responses?: Record<string, Response> };
type OpenApiDocument = { paths?: Record<string, Record<string, Operation>> };

function operationsOf(document: OpenApiDocument): Operation[] {
  return Object.values(document.paths ?? {}).flatMap((path) => Object.values(path));
}

/** Every operation may be refused, always in the same form; and a success has a better name than the library's. */
function completeResponses(operation: Operation): void {
  for (const response of Object.values(operation.responses ?? {})) {
    if (response.description === 'Default Response') response.description = 'Success';
  }
  operation.responses = { ...operation.responses, default: { $ref: '#/components/responses/Problem' } };
}
