import { postText } from '@adjoin/protocol/vocabulary/text';
import * as z from 'zod';
import type { NodeContext } from '../../../context.ts';
import type { Tx } from '../../../database/database.ts';
import { requireAdmin, type AuthenticatedPerson } from '../../../http/authenticated-person.ts';
import type { App } from '../../../http/server.ts';
import { memberChannel, requireAudience, requireWritable, type Channel } from '../../channels/access.ts';
import { companyView, personRef, type PersonRef } from '../../people/person-view.ts';
import { changePostOnce, changePostsOnce } from '../change-posts-once.ts';
import { createPosts } from '../commands/create-posts.ts';
import { importPosts } from '../commands/import-posts.ts';
import { MAX_POSTS_PER_REQUEST } from '../limits.ts';
import { postSchema, viewNewPosts, type PostView } from '../post-view.ts';

const tags = ['Posts'];
const channelParams = z.object({ id: z.string().max(64) });
const audienceHeaders = z.looseObject({
  'audience-match': z.string().max(128).optional().describe('ETag of the audience that the author saw; 412 if it has changed since'),
});
const postId = z.string().max(64);
const newPost = z.strictObject({ text: postText, in_reply_to: postId.optional().describe('a post of the same channel') });
const importedPost = z.strictObject({
  person_id: z.string().max(64).describe('a person of your own company who is in the channel'),
  text: postText,
  published_at: z.iso.datetime({ offset: true }),
  in_reply_to: postId.optional(),
  in_reply_to_index: z.int().min(0).optional().describe('position of an earlier post in this request'),
});
const createdList = z.object({ data: z.array(postSchema) });

/** Writing: one post, many, or those of the past. All of a request is written, or nothing of it. */
export function addPostWriteRoutes(app: App, context: NodeContext): void {
  addPostRoute(app, context);
  addBatchRoute(app, context);
  addImportRoute(app, context);
}

type Writer = { readonly params: { readonly id: string }; readonly headers: { readonly 'audience-match'?: string | undefined }; readonly person: AuthenticatedPerson };

/** The channel that a request writes into, if it may. */
async function openChannel(tx: Tx, { params, headers, person }: Writer): Promise<Channel> {
  const channel = await memberChannel(tx.db, person.id, params.id);
  requireWritable(channel);
  requireAudience(channel, headers['audience-match']);
  return channel;
}

type Texts = { readonly channel: Channel; readonly person: AuthenticatedPerson; readonly posts: readonly z.infer<typeof newPost>[]; readonly pointerOf: (index: number) => string };

async function writePosts(tx: Tx, context: NodeContext, { channel, person, posts, pointerOf }: Texts): Promise<PostView[]> {
  const { identity } = context;
  const drafts = posts.map(({ text, in_reply_to }) => ({ author: person, text, inReplyTo: in_reply_to }));
  const rows = await createPosts(tx, context, { actor: person.id, channel, posts: drafts, pointerOf });
  const author: PersonRef = { id: person.id, name: person.name, company: companyView(identity, { node: identity.did, node_name: null }) };
  return viewNewPosts(tx.db, context, { rows, authors: new Map([[person.id, author]]) });
}

function addPostRoute(app: App, context: NodeContext): void {
  app.post(
    '/v1/channels/:id/posts',
    {
      schema: {
        tags,
        operationId: 'create_post',
        summary: 'Write a post, or a reply',
        description: 'In a shared channel it is queued for every other company at once; `deliveries` of the post tells who holds it.',
        params: channelParams,
        headers: audienceHeaders,
        body: newPost,
        response: { 201: postSchema },
      },
    },
    (request, reply) =>
      changePostOnce(context, { request, reply, status: 201 }, async (tx) => {
        const channel = await openChannel(tx, request);
        const [post] = await writePosts(tx, context, { channel, person: request.person, posts: [request.body], pointerOf: () => '/in_reply_to' });
        return post as PostView;
      }),
  );
}

function addBatchRoute(app: App, context: NodeContext): void {
  app.post(
    '/v1/channels/:id/post_batches',
    {
      schema: {
        tags,
        operationId: 'create_posts',
        summary: 'Write several posts at once',
        description: 'In the order given; all of them or none.',
        params: channelParams,
        headers: audienceHeaders,
        body: z.strictObject({ posts: z.array(newPost).min(1).max(MAX_POSTS_PER_REQUEST) }),
        response: { 201: createdList },
      },
    },
    async (request, reply) => ({
      data: await changePostsOnce(context, { request, reply, status: 201 }, async (tx) => {
        const channel = await openChannel(tx, request);
        const pointerOf = (index: number): string => `/posts/${index}/in_reply_to`;
        return writePosts(tx, context, { channel, person: request.person, posts: request.body.posts, pointerOf });
      }),
    }),
  );
}

function addImportRoute(app: App, context: NodeContext): void {
  app.post(
    '/v1/channels/:id/imports',
    {
      schema: {
        tags,
        operationId: 'import_posts',
        summary: 'Import posts of the past',
        description: 'For administrators who are in the channel: posts of people of their own company, with the times at which they were written. Each company imports its own.',
        params: channelParams,
        headers: audienceHeaders,
        body: z.strictObject({ posts: z.array(importedPost).min(1).max(MAX_POSTS_PER_REQUEST) }),
        response: { 201: createdList },
      },
    },
    async (request, reply) => ({
      data: await changePostsOnce(context, { request, reply, status: 201 }, async (tx) => {
        const channel = await openChannel(tx, request);
        requireAdmin(request);
        const { rows, authors } = await importPosts(tx, context, { actor: request.person.id, channel, posts: request.body.posts });
        const refs = new Map([...authors].map(([id, person]) => [id, personRef(context.identity, person)]));
        return viewNewPosts(tx.db, context, { rows, authors: refs });
      }),
    }),
  );
}
