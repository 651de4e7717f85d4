import { Problem } from '@adjoin/protocol/problem';

export const tooManyStreams = (): Problem =>
  new Problem({ status: 429, code: 'too-many-streams', title: 'Too many event streams are open', detail: 'Close one of them; one stream a browser is enough.', headers: { 'retry-after': '5' } });
