import type { NodeContext } from '../../context.ts';
import type { App } from '../../http/server.ts';
import { addPostChangeRoutes } from './routes/change-posts.ts';
import { addDigestRoute } from './routes/digest.ts';
import { addPostExportRoute } from './routes/export-post.ts';
import { addReactionRoutes } from './routes/reactions.ts';
import { addPostReadRoutes } from './routes/read-posts.ts';
import { addPostWriteRoutes } from './routes/write-posts.ts';

/** Posts of channels: writing, reading, changing, deleting, reacting, and their digest. */
export function addObjectRoutes(app: App, context: NodeContext): void {
  addPostReadRoutes(app, context);
  addPostWriteRoutes(app, context);
  addPostChangeRoutes(app, context);
  addReactionRoutes(app, context);
  addDigestRoute(app, context);
  addPostExportRoute(app, context);
}
