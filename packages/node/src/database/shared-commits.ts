import { sql, type Kysely } from 'kysely';
import type { Clock } from '../ports/clock.ts';
import type { Tables, Tx } from './database.ts';
import { storageProblem, tooManyWrites } from './problems.ts';

/** At most this many units share one commit, so that none waits long for the others. */
export const MAX_UNITS_PER_COMMIT = 256;
/** At most this many units wait; more are refused as overload (promise 6). */
export const MAX_WAITING_UNITS = 10_000;

type Unit = {
  readonly run: (tx: Tx) => Promise<void>;
  readonly settle: () => void;
  readonly fail: (error: unknown) => void;
};

/**
 * Group commit over one writing connection, which it owns. Each turn takes every unit that waits, runs each in a
 * savepoint of one transaction and answers them together after the commit, so that one fsync is paid for all of them.
 */
export class SharedCommits {
  readonly #connection: Kysely<Tables>;
  readonly #begin: string;
  readonly #clock: Clock;
  readonly #waiting: Unit[] = [];
  #running: Promise<void> | undefined;

  /** `begin` is the database's statement for a transaction that writes. */
  constructor(connection: Kysely<Tables>, { begin, clock }: { begin: string; clock: Clock }) {
    this.#connection = connection;
    this.#begin = begin;
    this.#clock = clock;
  }

  /** See `Database.write`. @throws Problem 503 `overloaded`, 507 `storage-full` */
  write<T>(unit: (tx: Tx) => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      if (this.#waiting.length >= MAX_WAITING_UNITS) return reject(tooManyWrites());
      let result: { readonly value: T } | undefined;
      this.#waiting.push({
        run: async (tx) => void (result = { value: await unit(tx) }),
        settle: () => resolve((result as { readonly value: T }).value),
        fail: reject,
      });
      this.#running ??= this.#runAll();
    });
  }

  /** Resolves when nothing is being written any more. */
  async idle(): Promise<void> {
    await this.#running;
  }

  async #runAll(): Promise<void> {
    await new Promise<void>((resolve) => this.#clock.soon(resolve));
    while (this.#waiting.length > 0) await this.#commit(this.#waiting.splice(0, MAX_UNITS_PER_COMMIT));
    this.#running = undefined;
  }

  async #commit(units: readonly Unit[]): Promise<void> {
    const afterCommit: (() => void)[] = [];
    const done = new Set(units);
    try {
      await sql.raw(this.#begin).execute(this.#connection);
      for (const unit of units) {
        if (!(await this.#runAlone(unit, afterCommit))) done.delete(unit);
      }
      await sql`commit`.execute(this.#connection);
    } catch (error) {
      await sql`rollback`.execute(this.#connection).catch(() => undefined);
      for (const unit of done) unit.fail(storageProblem(error));
      return;
    }
    for (const unit of done) unit.settle();
    for (const action of afterCommit) action();
  }

  /** Runs one unit so that its failure undoes it alone; false when it failed and has been told so. */
  async #runAlone(unit: Unit, afterCommit: (() => void)[]): Promise<boolean> {
    const actions: (() => void)[] = [];
    await sql`savepoint unit`.execute(this.#connection);
    try {
      await unit.run({ db: this.#connection, afterCommit: (action) => void actions.push(action) });
    } catch (error) {
      await sql`rollback to savepoint unit`.execute(this.#connection);
      await sql`release savepoint unit`.execute(this.#connection);
      unit.fail(storageProblem(error));
      return false;
    }
    await sql`release savepoint unit`.execute(this.#connection);
    afterCommit.push(...actions);
    return true;
  }
}
