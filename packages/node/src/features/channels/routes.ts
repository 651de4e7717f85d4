import type { NodeContext } from '../../context.ts';
import type { App } from '../../http/server.ts';
import { addChannelCollectionRoutes } from './routes/channels.ts';
import { addMemberRoutes } from './routes/members.ts';
import { addShareInvitationRoutes } from './routes/share-invitations.ts';
import { addShareRoutes } from './routes/shares.ts';

/** Channels, who is in them, and with which companies they are shared. */
export function addChannelRoutes(app: App, context: NodeContext): void {
  addChannelCollectionRoutes(app, context);
  addMemberRoutes(app, context);
  addShareRoutes(app, context);
  addShareInvitationRoutes(app, context);
}
