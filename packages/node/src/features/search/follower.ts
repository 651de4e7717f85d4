import type { NodeContext } from '../../context.ts';
import type { Read, Tx } from '../../database/database.ts';
import { readAuditAfter } from '../audit/queries.ts';
import { searchIndexOf, type SearchIndex, type SearchText } from './search-index.ts';

/** Audit entries looked at in one transaction. */
export const MAX_ENTRIES_PER_STEP = 1_000;
const RETRY_MS = 5_000;
const NAME = 'search';
const INDEXED_ACTIONS = /^post\.(?:created|updated|deleted)$/;

const nothing = (): void => undefined;

/** Keeps the index by following the audit log with a cursor: a crash or a slow index loses nothing and holds up nobody. */
export class SearchFollower {
  readonly #context: NodeContext;
  readonly #index: SearchIndex;
  readonly #unsubscribe: () => void;
  /** How far this process has looked, and how far the database says so. */
  #seq = 0;
  #storedSeq: number | undefined;
  #running: Promise<void> | undefined;
  #isWoken = false;
  #isClosed = false;
  #cancelRetry = nothing;

  constructor(context: NodeContext) {
    this.#context = context;
    this.#index = searchIndexOf(context.database.dialect);
    this.#unsubscribe = context.feed.subscribe(() => this.#wake());
    this.#wake();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#unsubscribe();
    this.#cancelRetry();
    await this.#running;
  }

  #wake(): void {
    this.#isWoken = true;
    if (this.#isClosed || this.#running) return;
    this.#running = this.#follow()
      .catch((error: unknown) => this.#retryLater(error))
      .finally(() => {
        this.#running = undefined;
        if (this.#isWoken) this.#wake();
      });
  }

  async #follow(): Promise<void> {
    while (this.#isWoken && !this.#isClosed) {
      this.#isWoken = false;
      if (await this.#step()) this.#isWoken = true;
    }
  }

  #retryLater(error: unknown): void {
    const { name, code } = error as { name?: string; code?: string };
    this.#context.logger.error({ name, code }, 'indexing failed; it is tried again');
    this.#cancelRetry = this.#context.clock.after(RETRY_MS, () => this.#wake());
  }

  /** Indexes what the next audit entries changed; true when there may be more of them. */
  async #step(): Promise<boolean> {
    const { read, write } = this.#context.database;
    this.#storedSeq ??= await findFollowedSeq(read);
    this.#seq = Math.max(this.#seq, this.#storedSeq);
    const entries = await readAuditAfter(read, this.#seq, MAX_ENTRIES_PER_STEP);
    const last = entries.at(-1)?.seq;
    if (last === undefined) return false;
    const changed = [...new Set(entries.filter(({ action }) => INDEXED_ACTIONS.test(action)).map(({ subject }) => subject))];
    // A commit is worth it for texts; a position alone is stored now and then, to bound what a restart reads again.
    if (changed.length > 0 || last - this.#storedSeq >= MAX_ENTRIES_PER_STEP) {
      await write(async (tx) => {
        if (changed.length > 0) await this.#index.put(tx, await readTexts(tx, changed));
        await storeFollowedSeq(tx, last);
      });
      this.#storedSeq = last;
    }
    this.#seq = last;
    return entries.length === MAX_ENTRIES_PER_STEP;
  }
}

async function findFollowedSeq(db: Read): Promise<number> {
  const follower = await db.selectFrom('followers').select('seq').where('name', '=', NAME).executeTakeFirst();
  return follower?.seq ?? 0;
}

async function storeFollowedSeq(tx: Tx, seq: number): Promise<void> {
  await tx.db
    .insertInto('followers')
    .values({ name: NAME, seq })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ seq }))
    .execute();
}

async function readTexts(tx: Tx, ids: readonly string[]): Promise<readonly SearchText[]> {
  const rows = await tx.db.selectFrom('objects').select(['id', 'channel_id', 'content']).where('id', 'in', ids).execute();
  return rows.map(({ id, channel_id, content }) => ({ objectId: id, channelId: channel_id, text: content }));
}
