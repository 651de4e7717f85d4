import * as z from 'zod';
import type { NodeContext } from '../../context.ts';
import type { App } from '../../http/server.ts';
import { UNNAMED } from './commands.ts';

const nodeSchema = z.object({
  id: z.string().describe('`did:key:…` of the node'),
  name: z.string().nullable().describe('Name of the company; null until the node has been set up'),
  public_url: z.string(),
  tls_pin: z.string().nullable().describe('SHA-256 of the certificate (DER, base64url) where no public authority vouches for it'),
});

/** What everyone may know of a node. Open to people who are not signed in: the sign-in page names the company. */
export function addNodeRoutes(app: App, { identity, config }: NodeContext): void {
  app.get('/v1/node', {
    schema: { tags: ['Node'], security: [], operationId: 'read_node', summary: 'Read whose node this is', response: { 200: nodeSchema } },
  }, async () => {
    const { id, name, addresses } = identity.document;
    return { id, name: name === UNNAMED ? null : name, public_url: config.publicUrl, tls_pin: addresses[0]?.tlsPin ?? null };
  });
}
