import type { Kysely } from 'kysely';
import { Migrator, type Migration, type MigrationProvider } from 'kysely/migration';
import type { Database, Tables } from './database.ts';
import { foundation } from './migrations/0001-foundation.ts';

export type Dialect = Database['dialect'];

function provider(dialect: Dialect): MigrationProvider {
  const migrations: Record<string, Migration> = {
    '0001-foundation': { up: (db) => foundation(db, dialect) },
  };
  return { getMigrations: () => Promise.resolve(migrations) };
}

/** Brings the schema up to date; each migration commits alone. */
export async function migrate(db: Kysely<Tables>, dialect: Dialect): Promise<void> {
  const { error } = await new Migrator({ db, provider: provider(dialect) }).migrateToLatest();
  if (error !== undefined) throw error instanceof Error ? error : new Error('the schema could not be migrated', { cause: error });
}
