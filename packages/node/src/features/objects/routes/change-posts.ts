import { postText } from '@adjoin/protocol/vocabulary/text';
import * as z from 'zod';
import type { NodeContext } from '../../../context.ts';
import type { App } from '../../../http/server.ts';
import { changePostOnce } from '../change-posts-once.ts';
import { deletePost } from '../commands/delete-post.ts';
import { editPost } from '../commands/edit-post.ts';
import { checkIfMatch, etagOf, requireIfMatch } from '../etag.ts';
import { visiblePost } from '../post-access.ts';
import { postSchema, viewPost } from '../post-view.ts';

const tags = ['Posts'];
const params = z.object({ id: z.string().max(64) });
const matchHeaders = z.looseObject({ 'if-match': z.string().max(512).optional().describe('ETag of the version that the change is based on') });

/** Editing and deleting. */
export function addPostChangeRoutes(app: App, context: NodeContext): void {
  addEditRoute(app, context);
  addDeletionRoute(app, context);
}

function addEditRoute(app: App, context: NodeContext): void {
  app.patch(
    '/v1/posts/:id',
    {
      schema: {
        tags,
        operationId: 'edit_post',
        summary: 'Edit a post',
        description: 'For its author. Needs If-Match: 428 without, 412 if the post has another version by now. Earlier versions stay readable.',
        params,
        headers: matchHeaders,
        body: z.strictObject({ text: postText }),
        response: { 200: postSchema },
      },
    },
    async (request, reply) => {
      const view = await changePostOnce(context, { request, reply }, async (tx) => {
        const { post, channel } = await visiblePost(tx.db, request.person.id, request.params.id);
        requireIfMatch(request.headers['if-match'], etagOf(post));
        const row = await editPost(tx, context, { actor: request.person, post, channel, text: request.body.text });
        return viewPost(tx.db, context, { row, viewerId: request.person.id });
      });
      void reply.header('etag', etagOf(view));
      return view;
    },
  );
}

function addDeletionRoute(app: App, context: NodeContext): void {
  app.delete(
    '/v1/posts/:id',
    {
      schema: {
        tags,
        operationId: 'delete_post',
        summary: 'Delete a post',
        description: 'For its author, or an administrator of the author\'s company. Text, versions and reactions are erased here and at every company that holds them; a tombstone stays.',
        params,
        headers: matchHeaders,
        response: { 200: postSchema },
      },
    },
    (request, reply) =>
      changePostOnce(context, { request, reply }, async (tx) => {
        const { post, channel } = await visiblePost(tx.db, request.person.id, request.params.id);
        checkIfMatch(request.headers['if-match'], etagOf(post));
        const row = await deletePost(tx, context, { actor: request.person, post, channel });
        return viewPost(tx.db, context, { row, viewerId: request.person.id });
      }),
  );
}
