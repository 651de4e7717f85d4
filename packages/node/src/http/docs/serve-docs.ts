import { readFile } from 'node:fs/promises';
import type { App } from '../server.ts';
import { renderDocs } from './docs-page.ts';
import type { OpenApiDocument } from './openapi-document.ts';

const STYLE_FILE = new URL('docs.css', import.meta.url);

/** The API's page, made when somebody first asks for it. It loads one style sheet of its own, and nothing from elsewhere. */
export function serveDocs(app: App): void {
  let page: string | undefined;
  app.get('/docs', { schema: { hide: true } }, async (_request, reply) => {
    page ??= renderDocs(app.swagger() as unknown as OpenApiDocument);
    return reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache').send(page);
  });
  app.get('/docs/docs.css', { schema: { hide: true } }, async (_request, reply) =>
    reply.type('text/css; charset=utf-8').header('cache-control', 'no-cache').send(await readFile(STYLE_FILE)));
}
