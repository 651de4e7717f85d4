import { addAuditRoutes } from './features/audit/routes.ts';
import { addChannelRoutes } from './features/channels/routes.ts';
import { addEventRoutes } from './features/events/routes.ts';
import { addHealthRoutes, addProbeRoutes, VERSION } from './features/health/routes.ts';
import { addNodeRoutes } from './features/identity/routes.ts';
import { addObjectRoutes } from './features/objects/routes.ts';
import { addPairingDoor } from './features/pairing/federation.ts';
import { addInvitationRoutes } from './features/pairing/routes/invitation-routes.ts';
import { addPartnerRoutes } from './features/pairing/routes/partner-routes.ts';
import { addOwnSessionRoutes } from './features/people/own-session-routes.ts';
import { addPeopleRoutes } from './features/people/routes.ts';
import { addSessionRoutes } from './features/people/session-routes.ts';
import { addReplicationRoutes } from './features/replication/routes.ts';
import { addSearchRoutes } from './features/search/routes.ts';
import { addAccessTokens } from './http/access-tokens.ts';
import { auditRefusals } from './http/audit-refusals.ts';
import { acceptActivities, authenticateNodes } from './http/authenticate-node.ts';
import { authenticatePeople } from './http/authenticate-person.ts';
import { serveDocs } from './http/docs/serve-docs.ts';
import { describeRoutes } from './http/openapi.ts';
import { acceptStrictJson } from './http/parse-bodies.ts';
import { serveWebApp } from './http/web-app.ts';
import type { NodeContext } from './context.ts';
import type { Delivery } from './features/replication/delivery.ts';
import type { Neighbours } from './features/replication/neighbours.ts';
import type { App } from './http/server.ts';

type Home = { readonly context: NodeContext; readonly neighbours: Neighbours; readonly delivery: Delivery };

/**
 * Opens the doors of a node: each is a Fastify scope with its own parser and its own question of who is there, so that a
 * route cannot be left unguarded by forgetting.
 */
export async function openDoors(app: App, home: Home): Promise<void> {
  await describeRoutes(app, home.context, VERSION);
  serveDocs(app);
  await addAccessTokens(app, home.context);
  await serveWebApp(app, home.context.config.webDir);
  await app.register(async (scope: App) => openEntrance(scope, home));
  await app.register(async (scope: App) => openPeoplesDoor(scope, home));
  await app.register(async (scope: App) => openStrangersDoor(scope, home));
  await app.register(async (scope: App) => openPartnersDoor(scope, home));
}

/** For people who are not signed in yet, and for monitors. */
function openEntrance(app: App, { context }: Home): void {
  acceptStrictJson(app);
  addProbeRoutes(app, context);
  addNodeRoutes(app, context);
  addSessionRoutes(app, context);
}

function openPeoplesDoor(app: App, { context, neighbours, delivery }: Home): void {
  acceptStrictJson(app);
  authenticatePeople(app, context);
  auditRefusals(app, context, ({ person }) => person && { actor: person.id });
  addPeopleRoutes(app, context);
  addOwnSessionRoutes(app, context);
  addInvitationRoutes(app, context);
  addPartnerRoutes(app, context);
  addChannelRoutes(app, context);
  addObjectRoutes(app, context);
  addSearchRoutes(app, context);
  addEventRoutes(app, context);
  addAuditRoutes(app, context);
  addHealthRoutes(app, { context, neighbours, delivery });
}

/** For a node that comes with an invitation. */
function openStrangersDoor(app: App, { context }: Home): void {
  acceptActivities(app);
  auditRefusals(app, context, () => undefined);
  addPairingDoor(app, context);
}

function openPartnersDoor(app: App, { context, neighbours, delivery }: Home): void {
  acceptActivities(app);
  authenticateNodes(app, context);
  addReplicationRoutes(app, { context, neighbours, delivery });
}
