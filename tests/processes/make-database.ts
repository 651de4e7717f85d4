import { randomBytes } from 'node:crypto';
import type { Database } from '@adjoin/node/database/database';
import pg from 'pg';
import { makeDataDir, removeDataDir } from '../world/company-process.ts';

/** Where a company's process keeps its things. */
export type Home = {
  readonly dataDir: string;
  /** Environment that names the database. */
  readonly env: Readonly<Record<string, string>>;
  readonly dispose: () => Promise<void>;
};

async function asAdmin(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: process.env.ADJOIN_TEST_POSTGRES_URL });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** A data directory, and for PostgreSQL an empty database beside it. */
export async function makeHome(name: string, dialect: Database['dialect']): Promise<Home> {
  const dataDir = makeDataDir(name);
  if (dialect === 'sqlite') return { dataDir, env: {}, dispose: async () => removeDataDir(dataDir) };
  const database = `adjoin_process_${randomBytes(6).toString('hex')}`;
  await asAdmin(`create database ${database}`);
  const url = new URL(process.env.ADJOIN_TEST_POSTGRES_URL as string);
  url.pathname = `/${database}`;
  return {
    dataDir,
    env: { ADJOIN_DATABASE_URL: url.href },
    dispose: async () => {
      await asAdmin(`drop database ${database} with (force)`);
      removeDataDir(dataDir);
    },
  };
}
