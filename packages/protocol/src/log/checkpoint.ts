import type { KeyObject } from 'node:crypto';
import * as z from 'zod';
import { logIdPattern, ownerOf } from '../identifiers/ids.ts';
import { Problem } from '../problem.ts';
import { signJws, verifyJws } from '../signatures/jws.ts';
import { hashText, instantText } from './header.ts';

/** At most this many other heads travel in one checkpoint, which has to fit MAX_JWS_LENGTH (rule LOG-12). */
export const MAX_SEEN_HEADS = 48;

const seq = z.int().min(0).max(Number.MAX_SAFE_INTEGER);
const logId = z.string().regex(logIdPattern);

export const seenHead = z.strictObject({ log: logId, seq, head: hashText });
export type SeenHead = z.infer<typeof seenHead>;

/** A log's signed head; vouches for every entry up to `seq` (rule LOG-10). */
export const checkpoint = z.strictObject({
  log: logId,
  seq,
  head: hashText,
  time: instantText,
  seen: z.array(seenHead).max(MAX_SEEN_HEADS),
});
export type Checkpoint = z.infer<typeof checkpoint>;

/** A holder's signed "I hold this log up to here" (rule LOG-13). */
export const receipt = z.strictObject({ log: logId, seq, head: hashText, time: instantText });
export type Receipt = z.infer<typeof receipt>;

const CHECKPOINT_TYPE = 'adjoin-checkpoint+jws';
const RECEIPT_TYPE = 'adjoin-receipt+jws';

export type SigningKey = { readonly kid: string; readonly key: KeyObject };
/** Finds a pinned public key by its id; undefined for a key that nobody pinned. */
export type ResolveKey = (kid: string) => KeyObject | undefined;

export function signCheckpoint(payload: Checkpoint, { kid, key }: SigningKey): string {
  return signJws({ header: { kid, typ: CHECKPOINT_TYPE }, payload, key });
}

export function signReceipt(payload: Receipt, { kid, key }: SigningKey): string {
  return signJws({ header: { kid, typ: RECEIPT_TYPE }, payload, key });
}

function parseSigned<T>(schema: z.ZodType<T>, payload: unknown): T {
  const parsed = schema.safeParse(payload);
  if (parsed.success) return parsed.data;
  throw new Problem({ status: 422, code: 'invalid-statement', title: 'A signed statement does not have the expected members' });
}

/**
 * Verifies a checkpoint against the pinned keys of the log's own node (rule LOG-11).
 * @throws Problem 401 for a bad signature or key, 403 `actor-mismatch` when the key is not the log owner's
 */
export function verifyCheckpoint(jws: string, resolveKey: ResolveKey): Checkpoint {
  const { payload, kid } = verifyJws(jws, { typ: CHECKPOINT_TYPE, resolveKey });
  const parsed = parseSigned(checkpoint, payload);
  if (ownerOf(kid) !== ownerOf(parsed.log)) {
    throw new Problem({ status: 403, code: 'actor-mismatch', title: 'Only its own node vouches for a log' });
  }
  return parsed;
}

/** Verifies a receipt; `holder` is the node whose key signed it. */
export function verifyReceipt(jws: string, resolveKey: ResolveKey): Receipt & { readonly holder: string } {
  const { payload, kid } = verifyJws(jws, { typ: RECEIPT_TYPE, resolveKey });
  return { ...parseSigned(receipt, payload), holder: ownerOf(kid) };
}
