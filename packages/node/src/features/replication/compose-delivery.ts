import { MAX_SEEN_HEADS, signCheckpoint } from '@adjoin/protocol/log/checkpoint';
import { headOf } from '@adjoin/protocol/log/header';
import { MAX_DELIVERY_PAGES, MAX_PAGE_BYTES, MAX_PAGE_ENTRIES, type LogPage } from '@adjoin/protocol/log/page';
import type { NodeContext } from '../../context.ts';
import type { Read } from '../../database/database.ts';
import { instantOf } from '../../ports/clock.ts';
import { audienceOf } from './audience.ts';
import { seenIn } from './heads.ts';
import type { Neighbours, Partner } from './neighbours.ts';
import { listBacklog, readEntries } from './queries.ts';

/** Room in a body for what is not entries: envelope, checkpoints with their seen heads, heads. */
const ENVELOPE_BYTES = 262_144;
const ENTRY_BYTES_BUDGET = MAX_PAGE_BYTES - ENVELOPE_BYTES;
/** What JSON adds to an entry at most, beyond doubling its quotes: keys, brackets, commas. */
const ITEM_OVERHEAD_BYTES = 64;
/** Entries read at once; more are read if they turn out small. */
const READ_CHUNK = 256;

/** A page as sent, with where it ends, to check its receipt against. */
export type SentPage = { readonly log: number; readonly id: string; readonly subject: string; readonly kind: 'channel' | 'partnership'; readonly lastSeq: number; readonly lastHead: string; readonly page: LogPage };

type Item = { readonly header: string; readonly salt: string | null; readonly payload: string | null };

/** The length of an entry inside a JSON body: quotes and backslashes double, other escapes are rare and cost five more. */
function sizeOf({ header, payload }: Item): number {
  const text = header + (payload ?? '');
  let bytes = Buffer.byteLength(text) + ITEM_OVERHEAD_BYTES;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 34 || code === 92) bytes += 1;
    else if (code < 32) bytes += 5;
  }
  return bytes;
}

/** Consecutive entries after `after` that fit into `budget` bytes; always one, which fits a body by rule LOG-14. */
export async function readPageItems(db: Read, { log, after, budget }: { log: number; after: number; budget: number }): Promise<{ items: Item[]; bytes: number }> {
  const items: Item[] = [];
  let bytes = 0;
  for (let last = after; items.length < MAX_PAGE_ENTRIES; ) {
    const rows = await readEntries(db, { log, after: last, limit: READ_CHUNK });
    for (const { seq, header, salt, payload } of rows) {
      const item = { header, salt, payload };
      bytes += sizeOf(item);
      if (items.length > 0 && bytes > budget) return { items, bytes };
      items.push(item);
      last = seq;
      if (items.length === MAX_PAGE_ENTRIES) break;
    }
    if (rows.length < READ_CHUNK) break;
  }
  return { items, bytes };
}

type PageRequest = { readonly log: { readonly number: number; readonly id: string; readonly kind: 'channel' | 'partnership'; readonly subject: string }; readonly after: number; readonly budget: number };

/** Reads, and vouches for, the next page of one of our own logs; undefined where there is nothing after `after`. */
export async function composePage(db: Read, context: NodeContext, { log, after, budget }: PageRequest): Promise<(SentPage & { bytes: number }) | undefined> {
  const { items, bytes } = await readPageItems(db, { log: log.number, after, budget });
  const last = items.at(-1);
  if (last === undefined) return undefined;
  const lastSeq = after + items.length;
  const lastHead = headOf(last.header);
  const seen = await seenIn(db, { subject: log.subject, log: log.id, limit: MAX_SEEN_HEADS });
  const checkpoint = signCheckpoint({ log: log.id, seq: lastSeq, head: lastHead, time: instantOf(context.clock.now()), seen }, context.identity.operational);
  const page: LogPage = { type: 'OrderedCollectionPage', partOf: log.id, startIndex: after + 1, orderedItems: items, checkpoint };
  return { log: log.number, id: log.id, subject: log.subject, kind: log.kind, lastSeq, lastHead, page, bytes: bytes + checkpoint.length };
}

/**
 * The next delivery for a partner: what it still needs of our logs, by log and cursor, as much as fits one request, an
 * equal share for each log that waits (rule REP-8). Empty when it holds everything that it may hold.
 */
export async function composeDelivery(
  db: Read,
  context: NodeContext,
  { partner, neighbours, skip }: { partner: Partner; neighbours: Neighbours; skip: (log: string) => boolean },
): Promise<SentPage[]> {
  const self = context.identity.did;
  const waiting = [];
  for (const log of await listBacklog(db, { origin: self, node: partner.did })) {
    if (skip(log.id)) continue;
    if ((await audienceOf(db, { log, neighbours, self })).includes(partner.did)) waiting.push(log);
  }
  const pages: SentPage[] = [];
  let left = ENTRY_BYTES_BUDGET;
  for (const [index, log] of waiting.slice(0, MAX_DELIVERY_PAGES).entries()) {
    const share = Math.floor(left / (Math.min(waiting.length, MAX_DELIVERY_PAGES) - index));
    const page = await composePage(db, context, { log, after: log.held, budget: share });
    // A first entry larger than its share is taken only where it fits the body; else it waits for the next request.
    if (page === undefined || (page.bytes > left && pages.length > 0)) continue;
    left -= page.bytes;
    pages.push(page);
  }
  return pages;
}
