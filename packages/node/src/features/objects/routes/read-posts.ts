import * as z from 'zod';
import type { NodeContext } from '../../../context.ts';
import { listOf, listQuery, pageOf, readCursor, writeCursor } from '../../../http/pagination.ts';
import type { App } from '../../../http/server.ts';
import { memberChannel } from '../../channels/access.ts';
import { etagOf } from '../etag.ts';
import { visiblePost } from '../post-access.ts';
import { deliverySchema, postSchema, viewPost, viewPosts } from '../post-view.ts';
import { listPosts, listReplacedVersions, listReplies, type PostRow } from '../queries.ts';

const tags = ['Posts'];
const params = z.object({ id: z.string().max(64) });
const sortPosition = z.tuple([z.string().max(64), z.string().max(64)]);
const versionSchema = z.object({ version: z.int(), text: z.string(), at: z.string().describe('when this version was written') });

const positionOf = ({ sort_at, id }: PostRow): readonly [string, string] => [sort_at, id];

/** Reading posts: by channel, by thread, one, its history and where it has arrived. */
export function addPostReadRoutes(app: App, context: NodeContext): void {
  addListRoutes(app, context);
  addPostRoutes(app, context);
  addVersionsRoute(app, context);
}

function addListRoutes(app: App, context: NodeContext): void {
  const db = context.database.read;
  app.get(
    '/v1/channels/:id/posts',
    {
      schema: { tags, operationId: 'list_posts', summary: 'List the posts of a channel', description: 'Newest first, replies among them.', params, querystring: listQuery, response: { 200: listOf(postSchema) } },
    },
    async (request) => {
      const { cursor, limit } = request.query;
      const channel = await memberChannel(db, request.person.id, request.params.id);
      const before = readCursor(cursor, sortPosition);
      const { rows, next_cursor } = pageOf(await listPosts(db, { channelId: channel.id, before, limit: limit + 1 }), limit, positionOf);
      return { data: await viewPosts(db, context, { rows, viewerId: request.person.id }), next_cursor };
    },
  );
  app.get(
    '/v1/posts/:id/replies',
    {
      schema: {
        tags,
        operationId: 'list_replies',
        summary: 'List the replies to a post',
        description: 'Oldest first: the whole thread of the post that began it; of a reply, those that answer it.',
        params,
        querystring: listQuery,
        response: { 200: listOf(postSchema) },
      },
    },
    async (request) => {
      const { cursor, limit } = request.query;
      const { post } = await visiblePost(db, request.person.id, request.params.id);
      const after = readCursor(cursor, sortPosition);
      const { rows, next_cursor } = pageOf(await listReplies(db, { post, after, limit: limit + 1 }), limit, positionOf);
      return { data: await viewPosts(db, context, { rows, viewerId: request.person.id }), next_cursor };
    },
  );
}

function addPostRoutes(app: App, context: NodeContext): void {
  const db = context.database.read;
  app.get(
    '/v1/posts/:id',
    {
      schema: { tags, operationId: 'read_post', summary: 'Read a post', description: 'Its ETag names the version of its text, for If-Match when editing.', params, response: { 200: postSchema } },
    },
    async (request, reply) => {
      const { post } = await visiblePost(db, request.person.id, request.params.id);
      void reply.header('etag', etagOf(post));
      return viewPost(db, context, { row: post, viewerId: request.person.id });
    },
  );
  app.get(
    '/v1/posts/:id/deliveries',
    {
      schema: {
        tags,
        operationId: 'list_deliveries',
        summary: 'See which companies hold a post',
        description: 'For our own posts in shared channels. `held` rests on the receipt that the partner signed.',
        params,
        response: { 200: listOf(deliverySchema) },
      },
    },
    async (request) => {
      const { post } = await visiblePost(db, request.person.id, request.params.id);
      const { deliveries } = await viewPost(db, context, { row: post, viewerId: request.person.id });
      return { data: deliveries, next_cursor: null };
    },
  );
}

function addVersionsRoute(app: App, context: NodeContext): void {
  const db = context.database.read;
  app.get(
    '/v1/posts/:id/versions',
    {
      schema: { tags, operationId: 'list_versions', summary: 'List the versions of a post', description: 'Newest first. A deleted post has none left.', params, querystring: listQuery, response: { 200: listOf(versionSchema) } },
    },
    async (request) => {
      const { cursor, limit } = request.query;
      const { post } = await visiblePost(db, request.person.id, request.params.id);
      const before = readCursor(cursor, z.tuple([z.int()]))?.[0];
      if (post.content === null) return { data: [], next_cursor: null };
      const current = { version: post.version, text: post.content, at: post.edited_at ?? post.published_at };
      const replaced = await listReplacedVersions(db, { id: post.id, before: before ?? post.version, limit: limit + 1 });
      const data = (before === undefined ? [current, ...replaced] : replaced).slice(0, limit);
      const last = data.at(-1);
      return { data, next_cursor: last === undefined || last.version === 1 ? null : writeCursor([last.version]) };
    },
  );
}
