import type { IncomingMessage, ServerResponse } from 'node:http';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import Fastify, { LogController, type FastifyBaseLogger, type FastifyInstance, type RawServerDefault } from 'fastify';
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import type { NodeContext } from '../context.ts';
import { CONNECTIONS_CHECKED_MS, HEADERS_TIMEOUT_MS, KEEP_ALIVE_TIMEOUT_MS, MAX_HEADER_BYTES, MAX_REQUEST_BYTES, REQUEST_TIMEOUT_MS } from './limits.ts';
import { replyProblem } from './reply-problem.ts';

/** A Fastify instance whose routes are typed and validated by zod. */
export type App = FastifyInstance<RawServerDefault, IncomingMessage, ServerResponse, FastifyBaseLogger, ZodTypeProvider>;

/** Certificate and key in PEM; undefined serves HTTP, behind a proxy. */
export type TlsMaterial = { readonly cert: string; readonly key: string };

/** The HTTP server before any door is added: limits, headers, refusals, log lines without content. */
export async function createServer(context: Pick<NodeContext, 'config' | 'entropy' | 'logger'>, tls: TlsMaterial | undefined): Promise<App> {
  const { config, entropy, logger } = context;
  const http = { maxHeaderSize: MAX_HEADER_BYTES, headersTimeout: HEADERS_TIMEOUT_MS, connectionsCheckingInterval: CONNECTIONS_CHECKED_MS };
  const app = Fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    // The address that our own proxy saw. Anything further left in X-Forwarded-For is what a stranger wrote.
    trustProxy: config.trustProxy ? (_address: string, hop: number) => hop === 0 : false,
    bodyLimit: MAX_REQUEST_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_TIMEOUT_MS,
    // A stopping node must not wait for the streams of people who are still reading.
    forceCloseConnections: true,
    return503OnClosing: true,
    genReqId: () => `req_${entropy.bytes(12).toString('hex')}`,
    requestIdHeader: false,
    // Addresses that no route can be looked up for are refused as everything else is.
    frameworkErrors: replyProblem,
    routerOptions: { maxParamLength: 512, ignoreTrailingSlash: false },
    ...(tls === undefined ? { http } : { https: { ...http, ...tls, minVersion: 'TLSv1.2', handshakeTimeout: HEADERS_TIMEOUT_MS } }),
  } as object) as unknown as App;
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler(replyProblem);
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none';
    request.log.info({ request_id: request.id, method: request.method, route, status: reply.statusCode, ms: Math.round(reply.elapsedTime) }, 'request');
  });
  app.addHook('onSend', async (request, reply) => void reply.header('x-request-id', request.id));
  await app.register(cookie);
  await app.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'self'"], imgSrc: ["'self'", 'data:'], objectSrc: ["'none'"], baseUri: ["'none'"], frameAncestors: ["'none'"], formAction: ["'self'"] } },
    strictTransportSecurity: tls !== undefined || config.publicUrl.startsWith('https:'),
    referrerPolicy: { policy: 'no-referrer' },
  });
  return app;
}
