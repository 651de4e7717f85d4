import { spawn, type ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { systemClock } from '@adjoin/node/adapters/system-clock';
import { openSqlite } from '@adjoin/node/database/sqlite';
import { testDialects } from '@adjoin/node/testing/open-test-database';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findFreePort, makeDataDir, removeDataDir } from '../world/company-process.ts';
import { settle, type Neighbour } from './two-homes.ts';

const ADJOIN = fileURLToPath(new URL('../../packages/cli/bin/adjoin', import.meta.url));

type Started = { readonly code: number | null; readonly printed: string; readonly child: ChildProcess };

/** Starts a process; answers once it has ended, or is ready, in which case its code is null. */
function begin(env: Record<string, string>): Promise<Started> {
  const child = spawn(process.execPath, [ADJOIN, 'serve'], { env: { PATH: process.env.PATH, HOME: process.env.HOME, ADJOIN_LOG_LEVEL: 'warn', ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = '';
  return new Promise((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        printed += chunk.toString();
        if (/Adjoin is ready/.test(printed)) resolve({ code: null, printed, child });
      });
    }
    child.once('exit', (code) => resolve({ code: code ?? -1, printed, child }));
  });
}

function end({ child }: Started): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGKILL');
  });
}

describe.each(testDialects)('[THREAT-51] two processes on one database, on %s', (dialect) => {
  let alder: Neighbour;
  beforeAll(async () => void (alder = await settle('Alder', dialect)));
  afterAll(async () => {
    await alder.now().process.kill();
    await alder.home.dispose();
  });

  const beginAnother = async (dataDir: string): Promise<Started> =>
    begin({ ...alder.home.env, ADJOIN_DATA_DIR: dataDir, ADJOIN_LISTEN: `127.0.0.1:${await findFreePort()}` });

  it('the second ends at once, says why in one line, and the first goes on', async () => {
    const otherDir = dialect === 'sqlite' ? alder.home.dataDir : makeDataDir('second');
    const { code, printed } = await beginAnother(otherDir);
    expect(code).toBe(1);
    const lines = printed.trim().split('\n').filter((line) => !line.startsWith('Warning: Node.js'));
    expect(lines).toEqual([expect.stringMatching(/^adjoin cannot start: Another process already runs on this database\b.* Stop the other one first/)]);
    if (otherDir !== alder.home.dataDir) removeDataDir(otherDir);
    const channel = await alder.call('POST', '/v1/channels', { name: 'Still here', perimeter: 'internal' });
    expect(await alder.call('GET', `/v1/channels/${channel.id}`)).toMatchObject({ name: 'Still here' });
  });

  it('of several that start together exactly one runs', async () => {
    await alder.now().process.stop();
    const starts = await Promise.all(Array.from({ length: 3 }, () => beginAnother(alder.home.dataDir)));
    for (const start of starts) await end(start);
    expect(starts.map(({ code }) => code).toSorted()).toEqual([1, 1, null]);
    await alder.start();
    expect(await alder.call('GET', '/v1/me')).toMatchObject({ role: 'admin' });
  });

  it('after a crash the next one starts, for the lock died with the first', async () => {
    await alder.now().process.kill();
    await alder.start();
    expect(await alder.call('GET', '/v1/me')).toMatchObject({ role: 'admin' });
  });
});

describe.each(testDialects.filter((dialect) => dialect === 'postgres'))('[THREAT-51] a node whose connection is cut, on %s', (dialect) => {
  it('holds its lock in the session that writes, so that it never writes without; it ends, says why, and can be started again', async () => {
    const cedar = await settle('Cedar', dialect);
    const client = new pg.Client({ connectionString: cedar.home.env.ADJOIN_DATABASE_URL });
    await client.connect();
    const holders = await client.query(`select pid, query from pg_locks join pg_stat_activity using (pid) where locktype = 'advisory' and datname = current_database()`);
    expect(holders.rows).toMatchObject([{ query: 'commit' }]);
    const { child, output } = cedar.now().process;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    await client.query('select pg_terminate_backend($1)', [holders.rows[0].pid]);
    expect(await ended).toBe(1);
    expect(output()).toContain('adjoin stops: the connection to PostgreSQL was lost.');
    expect(output()).not.toMatch(/\n\s+at /);
    await client.end();
    await cedar.start();
    expect(await cedar.call('GET', '/v1/me')).toMatchObject({ role: 'admin' });
    await cedar.now().process.kill();
    await cedar.home.dispose();
  });
});

describe('the SQLite that a node runs on', () => {
  it('[THREAT-44] [THREAT-51] syncs each commit in full, in WAL mode, by a version without the WAL-reset fault', async () => {
    const dataDir = makeDataDir('pragmas');
    const database = await openSqlite({ path: join(dataDir, 'adjoin.db'), clock: systemClock });
    const pragma = (name: string) => database.write(async ({ db }) => Object.values((await sql.raw<Record<string, unknown>>(`pragma ${name}`).execute(db)).rows[0] ?? {})[0]);
    expect(await pragma('synchronous')).toBe(2);
    expect(await pragma('journal_mode')).toBe('wal');
    expect(await pragma('foreign_keys')).toBe(1);
    expect(await pragma('secure_delete')).toBe(1);
    const { rows } = await sql<{ version: string }>`select sqlite_version() as version`.execute(database.read);
    const [major, minor, patch] = (rows[0]?.version ?? '').split('.').map(Number) as [number, number, number];
    expect(major * 1_000_000 + minor * 1_000 + patch).toBeGreaterThanOrEqual(3_051_003);
    await database.close();
    removeDataDir(dataDir);
  });
});

describe('[THREAT-42] a deleted post', () => {
  it('is in no file of the node any more once it has stopped', async () => {
    const birch = await settle('Birch', 'sqlite');
    const { id } = await birch.call('POST', '/v1/channels', { name: 'Room', perimeter: 'shared' });
    const filler = Array.from({ length: 60 }, (_, index) => ({ text: `Filler ${index} ${'z'.repeat(300)}` }));
    await birch.call('POST', `/v1/channels/${id}/post_batches`, { posts: filler });
    // Of several sizes, so that some stand on pages of their own and some among others.
    for (const length of [10, 300, 3_000, 15_000]) {
      const slip = await birch.call('POST', `/v1/channels/${id}/posts`, { text: `Our Price is 4711${'y'.repeat(length)}` });
      await birch.call('POST', `/v1/channels/${id}/posts`, { text: `Filler ${'z'.repeat(300)}` });
      await birch.call('DELETE', `/v1/posts/${slip.id}`);
    }
    await birch.now().process.stop();
    const files = readdirSync(birch.home.dataDir, { withFileTypes: true }).filter((entry) => entry.isFile()).map(({ name }) => name);
    const telling = files.filter((name) => readFileSync(join(birch.home.dataDir, name)).includes('Our Price is 4711'));
    expect(files).toContain('adjoin.db');
    expect(telling).toEqual([]);
    await birch.home.dispose();
  });
});

describe('[THREAT-33] names that people choose', () => {
  it('name no file: the data directory holds what it held before', async () => {
    const birch = await settle('Birch', 'sqlite');
    const before = readdirSync(birch.home.dataDir).toSorted();
    for (const name of ['../../escaped', '/etc/passwd', '..\\..\\escaped', 'con', '%2e%2e%2fescaped', '.', 'adjoin.db']) {
      const channel = await birch.call('POST', '/v1/channels', { name, topic: name, perimeter: 'internal' });
      await birch.call('POST', `/v1/channels/${channel.id}/posts`, { text: name });
      await birch.call('POST', '/v1/people', { name });
    }
    expect(readdirSync(birch.home.dataDir).toSorted()).toEqual(before);
    expect(readdirSync(join(birch.home.dataDir, '..')).filter((entry) => /escaped|passwd/.test(entry))).toEqual([]);
    await birch.now().process.kill();
    await birch.home.dispose();
  });
});
