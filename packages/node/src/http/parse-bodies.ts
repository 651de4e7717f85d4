import { parseStrictJsonBytes } from '@adjoin/protocol/json/strict-json';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { unsupportedMediaType } from './problems.ts';

/** Exactly one media type, written plainly: no tabs, no doubled parameters, no trick of case in the essence (THREATS 24). */
export function requireMediaType(request: FastifyRequest, expected: string): void {
  const given = request.headers['content-type'];
  const plain = given?.toLowerCase().replace(/; ?charset=utf-8$/, '');
  if (given !== undefined && plain === expected && request.headers['content-encoding'] === undefined) return;
  throw unsupportedMediaType(expected);
}

function hasBody(request: FastifyRequest): boolean {
  return request.headers['transfer-encoding'] !== undefined || (request.headers['content-length'] ?? '0') !== '0';
}

/** The people's door takes JSON only, and only strict JSON. */
export function acceptStrictJson(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addHook('onRequest', async (request) => {
    if (hasBody(request)) requireMediaType(request, 'application/json');
  });
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => {
    try {
      done(null, (body as Buffer).length === 0 ? undefined : parseStrictJsonBytes(body as Buffer));
    } catch (error) {
      done(error as Error, undefined);
    }
  });
}
