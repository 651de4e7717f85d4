import { realpathSync } from 'node:fs';
import { dirname, join, basename } from 'node:path';
import SqliteConnection from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import type { Clock } from '../ports/clock.ts';
import type { Database, Tables } from './database.ts';
import { migrate } from './migrate.ts';
import { databaseInUse } from './problems.ts';
import { SharedCommits } from './shared-commits.ts';

/** Statements kept prepared per connection. */
const MAX_PREPARED_STATEMENTS = 500;
const PAGE_CACHE_KIB = 16_384;

/** Prepares each distinct SQL text once. Kysely asks anew for every query; parsing it costs more than running it. */
function keepStatements(connection: SqliteConnection.Database) {
  const prepared = new Map<string, SqliteConnection.Statement<unknown[]>>();
  return {
    close: () => void connection.close(),
    prepare: (text: string) => {
      const known = prepared.get(text);
      if (known) return known;
      if (prepared.size >= MAX_PREPARED_STATEMENTS) prepared.delete(prepared.keys().next().value as string);
      const statement = connection.prepare<unknown[]>(text);
      prepared.set(text, statement);
      return statement;
    },
  };
}

function open(path: string, readonly: boolean): SqliteConnection.Database {
  const connection = new SqliteConnection(path, { readonly });
  connection.pragma('busy_timeout = 5000');
  if (!readonly) {
    connection.pragma('journal_mode = WAL');
    // better-sqlite3 builds SQLite with NORMAL for WAL, which may lose acknowledged commits at power loss (THREATS 44).
    connection.pragma('synchronous = FULL');
    connection.pragma('foreign_keys = ON');
    // What is erased is overwritten, so that neither the file nor a copy of it tells what was deleted (THREATS 39, 42).
    connection.pragma('secure_delete = ON');
    connection.pragma('wal_autocheckpoint = 2000');
  }
  connection.pragma(`cache_size = -${PAGE_CACHE_KIB}`);
  return connection;
}

function kyselyOver(connection: SqliteConnection.Database): Kysely<Tables> {
  return new Kysely<Tables>({ dialect: new SqliteDialect({ database: keepStatements(connection) }) });
}

/**
 * Holds a lock that dies with the process: an exclusive transaction on a small database of its own, beside the real one,
 * so that backups and read-only tools can still open the real one.
 * @throws Problem `database-in-use`
 */
function lock(path: string): SqliteConnection.Database {
  const guard = new SqliteConnection(join(realpathSync(dirname(path)), `${basename(path)}.lock`));
  try {
    guard.pragma('busy_timeout = 0');
    guard.pragma('journal_mode = DELETE');
    guard.exec('BEGIN EXCLUSIVE');
    return guard;
  } catch (error) {
    guard.close();
    if (error instanceof SqliteConnection.SqliteError && error.code.startsWith('SQLITE_BUSY')) throw databaseInUse();
    throw error;
  }
}

/** Opens (and creates or migrates) a node's SQLite file. */
export async function openSqlite({ path, clock }: { path: string; clock: Clock }): Promise<Database> {
  const guard = lock(path);
  try {
    const writer = kyselyOver(open(path, false));
    await migrate(writer, 'sqlite');
    const reader = kyselyOver(open(path, true));
    const commits = new SharedCommits(writer, { begin: 'begin immediate', clock });
    return {
      dialect: 'sqlite',
      read: reader,
      write: (unit) => commits.write(unit),
      close: async () => {
        await commits.idle();
        await reader.destroy();
        await writer.destroy();
        guard.close();
      },
    };
  } catch (error) {
    guard.close();
    throw error;
  }
}
