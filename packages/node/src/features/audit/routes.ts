import * as z from 'zod';
import type { NodeContext } from '../../context.ts';
import { listOf, listQuery, pageOf, readCursor } from '../../http/pagination.ts';
import { adminOnly } from '../../http/problems.ts';
import type { App } from '../../http/server.ts';
import { listAuditBefore } from './queries.ts';

const auditEntry = z.object({
  seq: z.int(),
  at: z.string(),
  actor: z.string().describe('a person (`pers_…`), a partner node (`did:key:…`), `anonymous` or `system`'),
  action: z.string(),
  subject: z.string().describe('id of what changed'),
  channel_id: z.string().nullable(),
  partner_id: z.string().nullable(),
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).describe('ids, counts and codes; never content'),
});

const schema = {
  tags: ['Operations'],
  operationId: 'list_audit_entries',
  summary: 'Read the audit log',
  description: 'Every change and every refusal, newest first, without content. Administrators only.',
  querystring: listQuery,
  response: { 200: listOf(auditEntry) },
};

export function addAuditRoutes(app: App, { database }: NodeContext): void {
  app.get('/v1/audit_entries', { schema }, async (request) => {
    if (request.person.role !== 'admin') throw adminOnly();
    const { cursor, limit } = request.query;
    const before = readCursor(cursor, z.tuple([z.int()]))?.[0];
    const { rows, next_cursor } = pageOf(await listAuditBefore(database.read, { before, limit: limit + 1 }), limit, ({ seq }) => [seq]);
    return { data: rows.map((row) => ({ ...row, details: JSON.parse(row.details) as Record<string, string> })), next_cursor };
  });
}
