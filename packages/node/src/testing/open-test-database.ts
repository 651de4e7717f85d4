import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { systemClock } from '../adapters/system-clock.ts';
import type { Database } from '../database/database.ts';
import { openPostgres } from '../database/postgres.ts';
import { openSqlite } from '../database/sqlite.ts';
import type { Clock } from '../ports/clock.ts';

const postgresUrl = process.env.ADJOIN_TEST_POSTGRES_URL;

/** The databases that the suite runs on: PostgreSQL too wherever `scripts/test` has started one. */
export const testDialects: readonly Database['dialect'][] = postgresUrl === undefined ? ['sqlite'] : ['sqlite', 'postgres'];

export type TestDatabase = { readonly database: Database; readonly dispose: () => Promise<void> };

/** A fresh, migrated, real database; `dispose` closes and removes it. */
export function openTestDatabase(dialect: Database['dialect'], clock: Clock = systemClock): Promise<TestDatabase> {
  return dialect === 'sqlite' ? openTestSqlite(clock) : openTestPostgres(clock);
}

async function openTestSqlite(clock: Clock): Promise<TestDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'adjoin-test-'));
  const database = await openSqlite({ path: join(folder, 'adjoin.db'), clock });
  return {
    database,
    dispose: async () => {
      await database.close();
      rmSync(folder, { recursive: true });
    },
  };
}

async function asAdmin(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: postgresUrl });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

async function openTestPostgres(clock: Clock): Promise<TestDatabase> {
  const name = `adjoin_test_${randomBytes(6).toString('hex')}`;
  await asAdmin(`create database ${name}`);
  const url = new URL(postgresUrl as string);
  url.pathname = `/${name}`;
  const database = await openPostgres({ url: url.href, clock, onLost: () => undefined });
  return {
    database,
    dispose: async () => {
      await database.close();
      await asAdmin(`drop database ${name} with (force)`);
    },
  };
}
