import { Problem, type ProblemPlace } from '@adjoin/protocol/problem';

export const notFound = (): Problem =>
  new Problem({ status: 404, code: 'not-found', title: 'There is nothing here that you may see' });

export const unauthenticated = (detail = 'Sign in and send the access token as "Authorization: Bearer …".'): Problem =>
  new Problem({ status: 401, code: 'unauthenticated', title: 'Sign in first', detail, headers: { 'www-authenticate': 'Bearer' } });

export const adminOnly = (): Problem =>
  new Problem({ status: 403, code: 'admin-only', title: 'Only an administrator of this company may do this' });

/** One answer for a node that was never paired with us, is suspended, or has ended (THREATS 40). */
export const notPaired = (): Problem =>
  new Problem({ status: 401, code: 'not-paired', title: 'This node is not paired with yours', detail: 'Both administrators have to pair the two nodes first.' });

export const invalidRequest = (errors: readonly ProblemPlace[]): Problem =>
  new Problem({ status: 422, code: 'invalid-request', title: 'The request does not have the expected form', detail: 'Correct what `errors` names.', errors });

export const unsupportedMediaType = (expected: string): Problem =>
  new Problem({ status: 415, code: 'unsupported-media-type', title: `Send the body as ${expected}, not compressed`, headers: { accept: expected } });

export const payloadTooLarge = (maxBytes: number): Problem =>
  new Problem({ status: 413, code: 'payload-too-large', title: 'The body is too large', detail: `At most ${maxBytes} bytes are taken.` });

export const requestTimedOut = (): Problem => new Problem({ status: 408, code: 'request-timeout', title: 'The request took too long to arrive' });

export const malformedRequest = (): Problem => new Problem({ status: 400, code: 'malformed-request', title: 'The request could not be read' });

export const internalError = (): Problem =>
  new Problem({
    status: 500,
    code: 'internal-error',
    title: 'The node failed to answer',
    detail: 'Nothing was acknowledged. The administrator finds the cause in the log under `request_id`.',
  });

export const idempotencyKeyReused = (): Problem =>
  new Problem({ status: 422, code: 'idempotency-key-reused', title: 'This Idempotency-Key came with a different request before', detail: 'Use a new key for a new request.' });

export const idempotencyInFlight = (): Problem =>
  new Problem({
    status: 409,
    code: 'idempotency-in-flight',
    title: 'The first request with this Idempotency-Key is still being worked on',
    detail: 'Ask again in a moment to get its answer.',
    headers: { 'retry-after': '1' },
  });

export const invalidCursor = (): Problem =>
  new Problem({ status: 422, code: 'invalid-cursor', title: 'This cursor is not one that this list gave out', errors: [{ pointer: '/cursor', detail: 'Use next_cursor as it came, or leave it out.' }] });

export const preconditionRequired = (): Problem =>
  new Problem({ status: 428, code: 'precondition-required', title: 'Send If-Match with the ETag of the version that you changed' });

export const preconditionFailed = (): Problem =>
  new Problem({ status: 412, code: 'precondition-failed', title: 'This was changed since you read it', detail: 'Read it again and repeat your change on the newest version.' });
