import { Problem } from '@adjoin/protocol/problem';

export const payloadTooLong = (maxBytes: number): Problem =>
  new Problem({ status: 422, code: 'payload-too-long', title: 'This is too long to be shared', detail: `An activity has at most ${maxBytes} bytes.` });

/** One answer for what does not exist and for what this partner may not know of (promise 1, THREATS 1). */
export const notFoundHere = (): Problem => new Problem({ status: 404, code: 'not-found', title: 'There is no such log between us' });

export const actorMismatch = (): Problem =>
  new Problem({ status: 403, code: 'actor-mismatch', title: 'A node speaks for its own people only', detail: 'The actor is not of the node that signed.' });

export const originMismatch = (): Problem =>
  new Problem({ status: 403, code: 'origin-mismatch', title: 'A node names and changes its own objects only', detail: 'An id does not lie under the node whose log this is.' });

/** Nothing replaces the proof of a log's own node, least of all the signature of whoever brings the page (THREATS 14). */
export const proofRequired = (): Problem =>
  new Problem({ status: 401, code: 'proof-required', title: 'The page carries no sound proof of the node whose log it is', detail: 'Its checkpoint must be signed by an operational key of that node.' });

export const badCheckpoint = (): Problem =>
  new Problem({ status: 422, code: 'checkpoint-mismatch', title: 'The checkpoint does not vouch for this page', detail: 'It must name this log and the head of the last entry of the page.' });

export const forked = (): Problem =>
  new Problem({ status: 409, code: 'fork', title: 'This log has another history here', detail: 'Two different entries stand at one position. Both administrators should look into it.' });

export const invalidDelivery = (): Problem =>
  new Problem({ status: 400, code: 'invalid-delivery', title: 'The body is not a delivery', detail: 'See rule REP-2 of the protocol.' });

export const tooManyDeliveries = (): Problem =>
  new Problem({ status: 429, code: 'too-many-requests', title: 'Too many deliveries of this node are being worked on', detail: 'Send the next one when one of them is answered.', headers: { 'retry-after': '1' } });
