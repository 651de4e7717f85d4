import type { Logger } from 'pino';
import type { Config } from './config.ts';
import type { NodeContext } from './context.ts';
import type { Database } from './database/database.ts';
import { createFeed } from './features/audit/feed.ts';
import { followPartnerships } from './features/channels/end-of-partnership.ts';
import { openIdentity } from './features/identity/commands.ts';
import { announceNodeAtStart } from './features/pairing/commands/announce-node.ts';
import { openPartnerDirectory } from './features/pairing/partner-directory.ts';
import { createSessionRegistry } from './features/people/session-registry.ts';
import { createDelivery, type Delivery } from './features/replication/delivery.ts';
import { settleAllWaiting } from './features/replication/settle-waiting.ts';
import { SearchFollower } from './features/search/follower.ts';
import { openDoors } from './doors.ts';
import { createServer, type App, type TlsMaterial } from './http/server.ts';
import { neighboursOf } from './neighbours.ts';
import type { Clock } from './ports/clock.ts';
import type { Entropy } from './ports/entropy.ts';
import type { Transport } from './ports/transport.ts';

/** What a node needs from the world. */
export type Ports = {
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly transport: Transport;
  readonly database: Database;
  readonly logger: Logger;
  /** Opens the private keys in the database. */
  readonly secret: Buffer;
  /** Certificate to serve HTTPS with, and its pin where no public CA vouches for it. */
  readonly tls: (TlsMaterial & { readonly pin?: string | undefined }) | undefined;
};

/** One company's server, as a value: several can live in one process. */
export type Node = {
  readonly app: App;
  readonly context: NodeContext;
  readonly close: () => Promise<void>;
};

/** Wires a node together. It neither listens nor opens anything that its ports did not bring. */
export async function createNode(config: Config, ports: Ports): Promise<Node> {
  const { clock, entropy, transport, database, logger, secret, tls } = ports;
  const feed = createFeed(clock);
  const sessions = createSessionRegistry({ clock, database });
  const identity = await openIdentity({ database, secret, clock, entropy, address: { url: config.publicUrl, tlsPin: tls?.pin } });
  const partners = await openPartnerDirectory(database.read);
  const delivery: Delivery = createDelivery(() => ({ context, neighbours }));
  const context: NodeContext = { config, clock, entropy, transport, database, identity, feed, sessions, partners, logger, delivery };
  const neighbours = neighboursOf(context);

  const app = await createServer(context, tls);
  await openDoors(app, { context, neighbours, delivery });
  await announceNodeAtStart(context);
  const unsubscribe = [partners.subscribe(delivery.wake), followPartnerships(context)];
  await settleAllWaiting(context, neighbours);
  delivery.wake();
  const search = new SearchFollower(context);
  return {
    app,
    context,
    close: async () => {
      for (const end of unsubscribe) end();
      await app.close();
      await delivery.close();
      await search.close();
      await transport.close();
      await database.close();
    },
  };
}
