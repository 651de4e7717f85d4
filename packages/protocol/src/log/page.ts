import * as z from 'zod';
import { logIdPattern } from '../identifiers/ids.ts';
import { ACTIVITY_STREAMS, jwsText } from '../vocabulary/objects.ts';
import { seenHead } from './checkpoint.ts';
import { saltText, seqNumber } from './header.ts';

/** Largest body of a delivery or of a pulled page, in bytes: 1 MiB (rule REP-4). */
export const MAX_PAGE_BYTES = 1_048_576;
/** Most entries in one page, and most pages in one delivery. */
export const MAX_PAGE_ENTRIES = 2_000;
export const MAX_DELIVERY_PAGES = 64;
/** Most heads exchanged in one request. */
export const MAX_HEADS = 1_000;

const pageItem = z.strictObject({
  header: z.string().max(2_048),
  salt: saltText.nullable(),
  payload: z.string().max(MAX_PAGE_BYTES).nullable(),
});

/** Consecutive entries of one log, with a checkpoint at the last of them (rule REP-3). */
export const logPage = z.strictObject({
  type: z.literal('OrderedCollectionPage'),
  partOf: z.string().regex(logIdPattern),
  startIndex: seqNumber,
  orderedItems: z.array(pageItem).min(1).max(MAX_PAGE_ENTRIES),
  checkpoint: jwsText,
});
export type LogPage = z.infer<typeof logPage>;

/** The body of a POST to a partner's inbox (rule REP-2). `heads` is what the sender holds, of both companies' logs. */
export const delivery = z.strictObject({
  '@context': z.literal(ACTIVITY_STREAMS),
  type: z.literal('Collection'),
  items: z.array(logPage).max(MAX_DELIVERY_PAGES),
  heads: z.array(seenHead).max(MAX_HEADS),
});
export type Delivery = z.infer<typeof delivery>;

/** What became of one page (rule REP-6). */
export const pageResult = z.strictObject({
  log: z.string().regex(logIdPattern),
  status: z.enum(['accepted', 'duplicate', 'refused', 'deferred']),
  /** Problem code when refused or deferred. */
  code: z.string().max(64).optional(),
  receipt: jwsText.optional(),
});
export type PageResult = z.infer<typeof pageResult>;

/** The answer to a delivery. Only its signed receipts count as acknowledgement (rule REP-7). */
export const deliveryAnswer = z.strictObject({
  results: z.array(pageResult).max(MAX_DELIVERY_PAGES),
  heads: z.array(seenHead).max(MAX_HEADS),
});
export type DeliveryAnswer = z.infer<typeof deliveryAnswer>;
