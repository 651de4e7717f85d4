import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { expect } from 'vitest';
import { waitUntil } from '../../world/wait-until.ts';
import type { Company, Reply } from './company.ts';

/** Content that no audit line may repeat: put it into whatever is refused. */
export const CONTENT = 'SECRET-c0ntent-of-a-refused-request';

/** Grown by the refusal itself, or swept by whatever request comes. */
const NOT_STATE = new Set(['audit_entries', 'followers', 'received_requests']);

type Snapshot = Readonly<Record<string, string>>;

export async function tablesOf(company: Company): Promise<readonly string[]> {
  const { dialect, read } = company.context().database;
  const query = dialect === 'sqlite' ? sql<{ name: string }>`select name from sqlite_master where type = 'table' and name not like 'sqlite_%'` : sql<{ name: string }>`select tablename as name from pg_tables where schemaname = 'public'`;
  return (await query.execute(read)).rows.map(({ name }) => name).filter((name) => !NOT_STATE.has(name)).toSorted();
}

/** Every table of a node by its number of rows and a hash of them. */
export async function snapshotOf(company: Company): Promise<Snapshot> {
  const { read } = company.context().database;
  const snapshot: Record<string, string> = {};
  for (const table of await tablesOf(company)) {
    const { rows } = await sql`select * from ${sql.table(table)}`.execute(read);
    const texts = rows.map((row) => JSON.stringify(row)).toSorted();
    snapshot[table] = `${texts.length} rows ${createHash('sha256').update(texts.join('\n')).digest('base64url').slice(0, 12)}`;
  }
  return snapshot;
}

export type AuditLine = { readonly seq: number; readonly actor: string; readonly action: string; readonly subject: string; readonly details: Record<string, unknown> };

/** The newest lines, oldest first, as the administrator reads them. */
export async function auditAfter(company: Company, seq: number): Promise<readonly AuditLine[]> {
  const { data } = await company.ask('GET', '/v1/audit_entries?limit=100');
  return data.filter((line: AuditLine) => line.seq > seq).toReversed();
}

export async function newestSeq(company: Company): Promise<number> {
  const { data } = await company.ask('GET', '/v1/audit_entries?limit=1');
  return data[0].seq;
}

type Expected = {
  readonly status: number;
  readonly code: string;
  /** Who the audit line says it was. */
  readonly actor?: string;
  readonly action?: string;
  /** False where strangers' noise leaves no line. */
  readonly leavesLine?: boolean;
};

/**
 * Makes a request that must be refused, and checks all that a refusal is: a problem with this status and code, nothing
 * changed, and one line of audit that tells nothing of what was sent.
 */
export async function expectRefused(company: Company, attempt: () => Promise<Reply>, expected: Expected): Promise<Reply> {
  await waitUntil('all is searchable', async () => (await company.ask('GET', '/v1/status')).search.behind === 0);
  const seq = await newestSeq(company);
  const before = await snapshotOf(company);
  const reply = await attempt();
  expect(reply, reply.text).toMatchObject({ status: expected.status, body: { code: expected.code, status: expected.status } });
  expect(reply.headers['content-type']).toMatch(/^application\/problem\+json/);
  expect(await snapshotOf(company)).toEqual(before);
  const lines = await auditAfter(company, seq);
  expect(JSON.stringify(lines)).not.toContain(CONTENT);
  const line = { details: { code: expected.code }, ...(expected.actor === undefined ? {} : { actor: expected.actor }), ...(expected.action === undefined ? {} : { action: expected.action }) };
  expect(lines).toMatchObject(expected.leavesLine === false ? [] : [line]);
  return reply;
}
