import type { NodeContext } from '../../context.ts';
import { readAuditAfter } from '../audit/queries.ts';
import { listAudience, type ChannelPeople } from './queries.ts';
import { renderEvents, type RenderedEvent } from './render-events.ts';
import { EVENTS_PER_READ, MAX_REMEMBERED_BATCHES } from './limits.ts';

/** Consecutive audit entries, rendered once for all who read them. */
export type EventBatch = {
  readonly events: readonly RenderedEvent[];
  /** Who was in the channels of these events when they were read. */
  readonly people: ChannelPeople;
  /** Audit sequence after this batch; equal to the one before where there was nothing new. */
  readonly last: number;
};

/**
 * Reads events after a position. Streams that stand at the same place share one reading, until the log grows; membership
 * is read with the batch, so whoever left a channel gets nothing more of it (THREATS 41).
 */
export function createEventReader(context: NodeContext): { readAfter: (seq: number) => Promise<EventBatch>; forget: () => void } {
  const remembered = new Map<number, Promise<EventBatch>>();

  async function read(seq: number): Promise<EventBatch> {
    const db = context.database.read;
    const entries = await readAuditAfter(db, seq, EVENTS_PER_READ);
    const last = entries.at(-1)?.seq ?? seq;
    const events = await renderEvents(db, context, entries);
    const people = await listAudience(db, [...new Set(events.flatMap(({ channelId }) => channelId ?? []))]);
    return { events, people, last };
  }

  return {
    readAfter: (seq) => {
      const known = remembered.get(seq);
      if (known) return known;
      if (remembered.size >= MAX_REMEMBERED_BATCHES) remembered.delete(remembered.keys().next().value as number);
      const reading = read(seq);
      remembered.set(seq, reading);
      reading.catch(() => remembered.delete(seq));
      return reading;
    },
    forget: () => remembered.clear(),
  };
}
