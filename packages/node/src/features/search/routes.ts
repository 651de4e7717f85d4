import * as z from 'zod';
import type { NodeContext } from '../../context.ts';
import { listOf, listQuery, pageOf, readCursor } from '../../http/pagination.ts';
import type { App } from '../../http/server.ts';
import { postSchema, viewPosts } from '../objects/post-view.ts';
import { findPosts } from '../objects/queries.ts';
import { searchIndexOf } from './search-index.ts';

const MAX_QUERY_LENGTH = 200;
const MAX_WORDS = 16;

/** Words as the index splits them: runs of letters, digits and marks. */
function wordsOf(text: string): string[] {
  return (text.match(/[\p{L}\p{N}\p{M}]+/gu) ?? []).slice(0, MAX_WORDS);
}

export function addSearchRoutes(app: App, context: NodeContext): void {
  const index = searchIndexOf(context.database.dialect);
  const schema = {
    tags: ['Search'],
    operationId: 'search_posts',
    summary: 'Search posts',
    description: 'Posts of the channels that you are in, that hold all the words, newest first. The last word may be a beginning.',
    querystring: listQuery.extend({ q: z.string().min(1).max(MAX_QUERY_LENGTH) }),
    response: { 200: listOf(postSchema) },
  };
  app.get('/v1/search', { schema }, async (request) => {
    const { q, cursor, limit } = request.query;
    const before = readCursor(cursor, z.tuple([z.int()]))?.[0];
    const words = wordsOf(q);
    if (words.length === 0) return { data: [], next_cursor: null };
    const db = context.database.read;
    const hits = await index.find(db, { words, personId: request.person.id, before, limit: limit + 1 });
    const { rows, next_cursor } = pageOf(hits, limit, ({ number }) => [number]);
    const posts = await findPosts(db, rows.map(({ object_id }) => object_id));
    const found = rows.flatMap(({ object_id }) => posts.get(object_id) ?? []);
    return { data: await viewPosts(db, context, { rows: found, viewerId: request.person.id }), next_cursor };
  });
}
