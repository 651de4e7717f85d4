import { makeIdempotencyKey } from '@adjoin/client/http/idempotency-key';
import { createDraftStore } from './draft-store.ts';

export const drafts = createDraftStore(localStorage, makeIdempotencyKey);
