import { sql, type Kysely } from 'kysely';
import type { Clock } from '../ports/clock.ts';
import type { Database, Tables, Tx } from './database.ts';
import { storageProblem, tooManyWrites } from './problems.ts';

/** At most this many units share one commit, so that none waits long for the others. */
export const MAX_UNITS_PER_COMMIT = 256;
/** At most this many units wait; more are refused as overload (promise 6). */
export const MAX_WAITING_UNITS = 10_000;

type WaitingUnit = {
  readonly run: (tx: Tx) => Promise<void>;
  readonly settle: () => void;
  readonly fail: (error: unknown) => void;
};

/**
 * Group commit over one writing connection. Each turn takes every unit that waits, runs each in a savepoint of one
 * transaction and answers them together after the commit, so that a commit's fsync is paid once for all of them.
 */
export function shareCommits(connection: Kysely<Tables>, begin: string, clock: Clock): Pick<Database, 'write'> & { idle: () => Promise<void> } {
  const waiting: WaitingUnit[] = [];
  let running: Promise<void> | undefined;

  async function runUnit(unit: WaitingUnit, afterCommit: (() => void)[]): Promise<boolean> {
    const ownActions: (() => void)[] = [];
    await sql`savepoint unit`.execute(connection);
    try {
      await unit.run({ db: connection, afterCommit: (action) => void ownActions.push(action) });
    } catch (error) {
      await sql`rollback to savepoint unit`.execute(connection);
      await sql`release savepoint unit`.execute(connection);
      unit.fail(storageProblem(error));
      return false;
    }
    await sql`release savepoint unit`.execute(connection);
    afterCommit.push(...ownActions);
    return true;
  }

  async function commitTogether(units: readonly WaitingUnit[]): Promise<void> {
    const afterCommit: (() => void)[] = [];
    const done: WaitingUnit[] = [];
    const open = new Set(units);
    try {
      await sql.raw(begin).execute(connection);
      for (const unit of units) {
        const succeeded = await runUnit(unit, afterCommit);
        if (succeeded) done.push(unit);
        else open.delete(unit);
      }
      await sql`commit`.execute(connection);
    } catch (error) {
      await sql`rollback`.execute(connection).catch(() => undefined);
      for (const unit of open) unit.fail(storageProblem(error));
      return;
    }
    for (const unit of done) unit.settle();
    for (const action of afterCommit) action();
  }

  async function runUntilEmpty(): Promise<void> {
    while (waiting.length > 0) await commitTogether(waiting.splice(0, MAX_UNITS_PER_COMMIT));
    running = undefined;
  }

  function start(): void {
    running ??= new Promise((resolve) => clock.soon(() => void runUntilEmpty().then(resolve)));
  }

  return {
    write: (unit) =>
      new Promise((resolve, reject) => {
        if (waiting.length >= MAX_WAITING_UNITS) return reject(tooManyWrites());
        let result: { value: Awaited<ReturnType<typeof unit>> } | undefined;
        waiting.push({
          run: async (tx) => void (result = { value: await unit(tx) }),
          settle: () => resolve((result as { value: Awaited<ReturnType<typeof unit>> }).value),
          fail: reject,
        });
        start();
      }),
    idle: () => running ?? Promise.resolve(),
  };
}
