import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import { notFound } from './problems.ts';
import { replyProblem } from './reply-problem.ts';
import type { App } from './server.ts';

/** Built files carry a hash of their content in their name. */
const ASSETS_MAX_AGE_MS = 365 * 24 * 60 * 60_000;

/**
 * Serves the web app: its files as they are, and its one page for every other address that a browser asks to see, so
 * that links into the app work. The API keeps its own 404.
 */
export async function serveWebApp(app: App, webDir: string): Promise<void> {
  if (!existsSync(join(webDir, 'index.html'))) {
    app.setNotFoundHandler((request, reply) => replyProblem(notFound(), request, reply));
    return;
  }
  await app.register(fastifyStatic, {
    root: webDir,
    wildcard: false,
    cacheControl: false,
    setHeaders: (reply, path) => {
      const isHashed = path.startsWith(join(webDir, 'assets'));
      void reply.header('cache-control', isHashed ? `public, max-age=${ASSETS_MAX_AGE_MS / 1000}, immutable` : 'no-cache');
    },
  });
  app.setNotFoundHandler((request, reply) => {
    const wantsPage = request.method === 'GET' && !/^\/(?:v1|federation|assets)(?:\/|$)/.test(request.url) && request.headers.accept?.includes('text/html') === true;
    if (wantsPage) return reply.sendFile('index.html');
    return replyProblem(notFound(), request, reply);
  });
}
