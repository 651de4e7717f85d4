import { emojiText } from '@adjoin/protocol/vocabulary/text';
import * as z from 'zod';
import type { NodeContext } from '../../../context.ts';
import type { App } from '../../../http/server.ts';
import { changePostOnce } from '../change-posts-once.ts';
import { addReaction, removeReaction } from '../commands/react.ts';
import { visiblePost } from '../post-access.ts';
import { postSchema, viewPost } from '../post-view.ts';

const params = z.object({ id: z.string().max(64), emoji: emojiText.describe('one emoji or short word without spaces') });

/** Reacting to posts; saying the same twice changes nothing. */
export function addReactionRoutes(app: App, context: NodeContext): void {
  const schema = { tags: ['Posts'], params, response: { 200: postSchema } };
  app.put('/v1/posts/:id/reactions/:emoji', { schema: { ...schema, operationId: 'add_reaction', summary: 'React to a post', description: 'Answers with the post.' } }, (request, reply) =>
    changePostOnce(context, { request, reply }, async (tx) => {
      const { post, channel } = await visiblePost(tx.db, request.person.id, request.params.id);
      await addReaction(tx, context, { actor: request.person, post, channel, emoji: request.params.emoji });
      return viewPost(tx.db, context, { row: post, viewerId: request.person.id });
    }),
  );
  app.delete('/v1/posts/:id/reactions/:emoji', { schema: { ...schema, operationId: 'remove_reaction', summary: 'Take a reaction back', description: 'Answers with the post.' } }, (request, reply) =>
    changePostOnce(context, { request, reply }, async (tx) => {
      const { post, channel } = await visiblePost(tx.db, request.person.id, request.params.id);
      await removeReaction(tx, context, { actor: request.person, post, channel, emoji: request.params.emoji });
      return viewPost(tx.db, context, { row: post, viewerId: request.person.id });
    }),
  );
}
