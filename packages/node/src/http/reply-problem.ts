import { Problem, toDocument } from '@adjoin/protocol/problem';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { isUnstorableText } from '../database/problems.ts';
import { MAX_REQUEST_BYTES } from './limits.ts';
import { internalError, invalidRequest, malformedRequest, notFound, payloadTooLarge, requestTimedOut, unsupportedMediaType } from './problems.ts';

/** Fastify's own refusals, by status. */
function problemOfStatus(status: number): Problem {
  switch (status) {
    case 404:
      return notFound();
    case 408:
      return requestTimedOut();
    case 413:
      return payloadTooLarge(MAX_REQUEST_BYTES);
    case 415:
      return unsupportedMediaType('application/json');
    default:
      return malformedRequest();
  }
}

/** The refusal that an error stands for; undefined for a bug. */
export function problemOf(error: unknown): Problem | undefined {
  if (error instanceof Problem) return error;
  if (hasZodFastifySchemaValidationErrors(error)) {
    return invalidRequest(error.validation.map((issue) => ({ pointer: issue.instancePath || '/', detail: issue.message ?? 'is not valid' })));
  }
  if (isUnstorableText(error)) return malformedRequest();
  const status = (error as FastifyError | undefined)?.statusCode;
  return status !== undefined && status >= 400 && status < 500 ? problemOfStatus(status) : undefined;
}

/** Renders every refusal of the node, in one place, as RFC 9457; a bug becomes a 500 that tells strangers nothing. */
export function replyProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const known = problemOf(error);
  if (known === undefined || known.status >= 500) {
    request.log.error({ fault: describeFault(error), request_id: request.id }, 'request failed');
  }
  const problem = known ?? internalError();
  void reply
    .code(problem.status)
    .headers(problem.headers ?? {})
    .type('application/problem+json')
    .serializer((body: unknown) => JSON.stringify(body))
    .send(toDocument(problem, { request_id: request.id }));
}

/** Name, code and stack of a fault. Never its message, which may quote content (SQL values, JSON). */
export function describeFault(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { name: typeof error };
  const frames = (error.stack ?? '').split('\n').filter((line) => line.startsWith('    at ')).slice(0, 12);
  return { name: error.name, code: (error as { code?: unknown }).code, stack: frames };
}
