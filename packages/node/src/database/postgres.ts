import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import type { Clock } from '../ports/clock.ts';
import type { Database, Tables } from './database.ts';
import { migrate } from './migrate.ts';
import { databaseInUse } from './problems.ts';
import { SharedCommits } from './shared-commits.ts';

const MAX_READ_CONNECTIONS = 8;
/** Names the advisory lock that keeps a second process away until several processes are supported: "adjn". */
const PROCESS_LOCK = 0x61646a6e;
const INT8 = 20;

function parseInt8(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError('an integer of the database is beyond ±(2^53−1)');
  return value;
}

function poolOf(url: string, max: number): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    types: { getTypeParser: (oid: number, format?: 'text' | 'binary') => (oid === INT8 ? parseInt8 : pg.types.getTypeParser(oid, format)) as never },
    // Acknowledged means on disk, whatever the server's default is (promise 3).
    options: '-c synchronous_commit=on -c default_transaction_isolation=read\\ committed',
  });
  // A lost idle connection is replaced by the pool at the next query, which reports what is wrong.
  pool.on('error', () => undefined);
  return pool;
}

/** Taken in the session that writes: whoever loses that session has lost the right to write with it (THREATS 51). */
async function lock(connection: Kysely<Tables>): Promise<void> {
  const { rows } = await sql<{ held: boolean }>`select pg_try_advisory_lock(${PROCESS_LOCK}) as held`.execute(connection);
  if (rows[0]?.held !== true) throw databaseInUse();
}

export type PostgresSetup = {
  readonly url: string;
  readonly clock: Clock;
  /** The writing session is gone: nobody knows whether its last commit happened, and nothing can be written any more. */
  readonly onLost: () => void;
};

/**
 * Connects to (and migrates) a node's PostgreSQL database.
 * @throws Problem `database-in-use`
 */
export async function openPostgres({ url, clock, onLost }: PostgresSetup): Promise<Database> {
  const writing = poolOf(url, 1);
  writing.on('connect', (client) => client.on('error', onLost));
  const writer = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: writing }) });
  const reader = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: poolOf(url, MAX_READ_CONNECTIONS) }) });
  let release = (): void => undefined;
  const close = async (): Promise<void> => {
    release();
    await Promise.all([reader.destroy(), writer.destroy()]);
  };
  try {
    const connection = await holdConnection(writer, (end) => (release = end));
    await lock(connection);
    await migrate(connection, 'postgres');
    const commits = new SharedCommits(connection, { begin: 'begin', clock });
    return {
      dialect: 'postgres',
      read: reader,
      write: (unit) => commits.write(unit),
      close: async () => {
        await commits.idle();
        await close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** All writes go through one connection, held until `end` is called, as on SQLite. */
function holdConnection(kysely: Kysely<Tables>, onHeld: (end: () => void) => void): Promise<Kysely<Tables>> {
  return new Promise((resolve, reject) => {
    kysely
      .connection()
      .execute(
        (connection) =>
          new Promise<void>((end) => {
            onHeld(end);
            resolve(connection);
          }),
      )
      .catch(reject);
  });
}
