import { X509Certificate } from 'node:crypto';
import { openConnection } from '../../packages/cli/src/connection/pinned-fetch.ts';
import { pinOf } from '../../packages/cli/src/connection/pin.ts';
import { createClient, type Client } from '../../packages/client/src/client.ts';
import { createSession } from '../../packages/client/src/session/session.ts';
import { createMemoryStore } from '../../packages/client/src/session/token-store.ts';
import type { CompanyProcess } from '../../tests/world/company-process.ts';
import { PASSWORD } from '../../tests/world/two-companies.ts';

export type DemoClient = { readonly client: Client; readonly close: () => Promise<void> };

/** Calls to a company's node as its administrator, trusting the node's own certificate and no other. */
export async function openDemoClient({ name, url, certificate }: CompanyProcess): Promise<DemoClient> {
  const connection = await openConnection(pinOf(new X509Certificate(certificate)));
  const session = createSession({ url, fetch: connection.fetch, store: createMemoryStore() });
  await session.logIn({ email: `admin@${name.toLowerCase()}.example`, password: PASSWORD });
  return { client: createClient({ url, fetch: connection.fetch, tokens: session }), close: connection.close };
}
