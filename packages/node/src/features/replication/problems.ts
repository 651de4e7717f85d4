import { Problem } from '@adjoin/protocol/problem';

export const payloadTooLong = (maxBytes: number): Problem =>
  new Problem({ status: 422, code: 'payload-too-long', title: 'This is too long to be shared', detail: `An activity has at most ${maxBytes} bytes.` });
