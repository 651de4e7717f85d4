import type { Logger } from 'pino';
import type { Config } from './config.ts';
import type { NodeContext } from './context.ts';
import type { Database } from './database/database.ts';
import { createFeed } from './features/audit/feed.ts';
import { addAuditRoutes } from './features/audit/routes.ts';
import { followPartnerships } from './features/channels/end-of-partnership.ts';
import { addChannelRoutes } from './features/channels/routes/channels.ts';
import { addMemberRoutes } from './features/channels/routes/members.ts';
import { addShareInvitationRoutes } from './features/channels/routes/share-invitations.ts';
import { addShareRoutes } from './features/channels/routes/shares.ts';
import { addEventRoutes } from './features/events/routes.ts';
import { addHealthRoutes, addProbeRoutes, VERSION } from './features/health/routes.ts';
import { openIdentity } from './features/identity/commands.ts';
import { addNodeRoutes } from './features/identity/routes.ts';
import { addObjectRoutes } from './features/objects/routes.ts';
import { announceNodeAtStart } from './features/pairing/commands/announce-node.ts';
import { addPairingDoor } from './features/pairing/federation.ts';
import { openPartnerDirectory } from './features/pairing/partner-directory.ts';
import { addInvitationRoutes } from './features/pairing/routes/invitation-routes.ts';
import { addPartnerRoutes } from './features/pairing/routes/partner-routes.ts';
import { auditRefusals } from './features/people/audit-refusals.ts';
import { addOwnSessionRoutes } from './features/people/own-session-routes.ts';
import { addPeopleRoutes } from './features/people/routes.ts';
import { createSessionRegistry } from './features/people/session-registry.ts';
import { addSessionRoutes } from './features/people/session-routes.ts';
import { createDelivery, type Delivery } from './features/replication/delivery.ts';
import { addReplicationRoutes } from './features/replication/routes.ts';
import { startSearchFollower } from './features/search/follower.ts';
import { addSearchRoutes } from './features/search/routes.ts';
import { addAccessTokens } from './http/access-tokens.ts';
import { acceptActivities, authenticateNodes } from './http/authenticate-node.ts';
import { authenticatePeople } from './http/authenticate-person.ts';
import { acceptStrictJson } from './http/parse-bodies.ts';
import { describeRoutes } from './http/openapi.ts';
import { serveWebApp } from './http/web-app.ts';
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
  await describeRoutes(app, context, VERSION);
  await addAccessTokens(app, context);
  await serveWebApp(app, config.webDir);
  await app.register(async (entrance: App) => {
    acceptStrictJson(entrance);
    addProbeRoutes(entrance, context);
    addNodeRoutes(entrance, context);
    addSessionRoutes(entrance, context);
  });
  await app.register(async (people: App) => {
    acceptStrictJson(people);
    authenticatePeople(people, context);
    auditRefusals(people, context);
    addPeopleRoutes(people, context);
    addOwnSessionRoutes(people, context);
    addInvitationRoutes(people, context);
    addPartnerRoutes(people, context);
    addChannelRoutes(people, context);
    addMemberRoutes(people, context);
    addShareRoutes(people, context);
    addShareInvitationRoutes(people, context);
    addObjectRoutes(people, context);
    addSearchRoutes(people, context);
    addEventRoutes(people, context);
    addAuditRoutes(people, context);
    addHealthRoutes(people, { context, neighbours, delivery });
  });
  await app.register(async (strangers: App) => {
    acceptActivities(strangers);
    addPairingDoor(strangers, context);
  });
  await app.register(async (nodes: App) => {
    acceptActivities(nodes);
    authenticateNodes(nodes, context);
    addReplicationRoutes(nodes, { context, neighbours, delivery });
  });
  await announceNodeAtStart(context);
  const unsubscribe = [partners.subscribe(delivery.wake), followPartnerships(context)];
  delivery.wake();
  const search = startSearchFollower(context);
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
