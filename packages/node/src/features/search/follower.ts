import type { NodeContext } from '../../context.ts';
import type { Tx } from '../../database/database.ts';
import { searchIndexOf, type SearchText } from './search-index.ts';

/** Audit entries looked at in one transaction. */
export const MAX_ENTRIES_PER_STEP = 1_000;
const RETRY_MS = 5_000;
const NAME = 'search';

export type SearchFollower = {
  /** Resolves once everything that was in the audit log at the call is indexed. */
  readonly caughtUp: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/** Keeps the index by following the audit log with a cursor: a crash or a slow index loses nothing and holds up nobody. */
export function startSearchFollower(context: NodeContext): SearchFollower {
  const index = searchIndexOf(context.database.dialect);
  let running: Promise<void> | undefined;
  let woken = false;
  let closed = false;
  let cancelRetry = (): void => undefined;

  async function step(tx: Tx): Promise<boolean> {
    const follower = await tx.db.selectFrom('followers').select('seq').where('name', '=', NAME).executeTakeFirst();
    const entries = await tx.db
      .selectFrom('audit_entries')
      .select(['seq', 'action', 'subject'])
      .where('seq', '>', follower?.seq ?? 0)
      .orderBy('seq')
      .limit(MAX_ENTRIES_PER_STEP)
      .execute();
    const last = entries.at(-1);
    if (last === undefined) return false;
    const changed = [...new Set(entries.filter(({ action }) => /^post\.(?:created|updated|deleted)$/.test(action)).map(({ subject }) => subject))];
    if (changed.length > 0) await index.put(tx, await readTexts(tx, changed));
    await tx.db
      .insertInto('followers')
      .values({ name: NAME, seq: last.seq })
      .onConflict((conflict) => conflict.column('name').doUpdateSet({ seq: last.seq }))
      .execute();
    return entries.length === MAX_ENTRIES_PER_STEP;
  }

  async function follow(): Promise<void> {
    do {
      woken = false;
      while (!closed && (await context.database.write(step)));
    } while (woken && !closed);
  }

  function wake(): void {
    woken = true;
    if (closed || running) return;
    running = follow()
      .catch((error: unknown) => {
        context.logger.error({ name: (error as Error).name, code: (error as { code?: unknown }).code }, 'indexing failed; it is tried again');
        cancelRetry = context.clock.after(RETRY_MS, wake);
      })
      .finally(() => {
        running = undefined;
        if (woken && !closed) wake();
      });
  }

  const unsubscribe = context.feed.subscribe(wake);
  wake();
  return {
    caughtUp: async () => {
      wake();
      while (running) await running;
    },
    close: async () => {
      closed = true;
      unsubscribe();
      cancelRetry();
      await running;
    },
  };
}

async function readTexts(tx: Tx, ids: readonly string[]): Promise<readonly SearchText[]> {
  const rows = await tx.db.selectFrom('objects').select(['id', 'channel_id', 'content']).where('id', 'in', ids).execute();
  return rows.map(({ id, channel_id, content }) => ({ objectId: id, channelId: channel_id, text: content }));
}
