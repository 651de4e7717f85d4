import * as z from 'zod';
import type { NodeContext } from '../../context.ts';
import { adminOnly } from '../../http/problems.ts';
import type { App } from '../../http/server.ts';
import { instantOf } from '../../ports/clock.ts';
import type { Delivery } from '../replication/delivery.ts';
import type { Neighbours } from '../replication/neighbours.ts';
import { countQueued, countUnindexed, listFaults } from './queries.ts';

const MAX_FAULTS_SHOWN = 100;
const instant = z.string().describe('RFC 3339, UTC');

const partnerHealth = z.object({
  id: z.string(),
  name: z.string(),
  state: z.string(),
  queued_entries: z.int().describe('entries of our logs that the partner has not receipted yet'),
  sender: z.enum(['idle', 'sending', 'waiting']),
  failures: z.int().describe('attempts that failed since the last success'),
  last_problem: z.string().nullable().describe('code of the last failure'),
  last_contact_at: instant.nullable(),
  next_attempt_at: instant.nullable(),
});

const fault = z.object({ log: z.string(), seq: z.int(), state: z.enum(['pending', 'quarantined']), code: z.string(), detail: z.string(), tries: z.int(), since_at: instant });

const status = z.object({
  version: z.string(),
  node: z.string().describe('version of Node.js'),
  database: z.enum(['sqlite', 'postgres']),
  partners: z.array(partnerHealth),
  faults: z.array(fault).describe(`entries of partners that could not be applied, at most ${MAX_FAULTS_SHOWN}, oldest first`),
  search: z.object({ behind: z.int().describe('changes of posts that are not searchable yet') }),
});

type Health = { readonly context: NodeContext; readonly neighbours: Neighbours; readonly delivery: Delivery };

export const VERSION = '0.1.0';

function instantOrNull(milliseconds: number | null | undefined): string | null {
  return milliseconds === null || milliseconds === undefined ? null : instantOf(milliseconds);
}

async function readPartners({ context, neighbours, delivery }: Health): Promise<z.infer<typeof partnerHealth>[]> {
  const partners = [];
  for (const { did, id, name, state } of neighbours.partners.all()) {
    const sender = delivery.statusOf(did);
    partners.push({
      id,
      name,
      state,
      queued_entries: await countQueued(context.database.read, { node: did, self: context.identity.did }),
      sender: sender?.state ?? ('idle' as const),
      failures: sender?.failures ?? 0,
      last_problem: sender?.last_problem ?? null,
      last_contact_at: instantOrNull(sender?.last_contact_at),
      next_attempt_at: instantOrNull(sender?.next_attempt_at),
    });
  }
  return partners;
}

/** What an administrator looks at when something is slow, and what a monitor asks. */
export function addHealthRoutes(app: App, health: Health): void {
  const { context } = health;
  const schema = { tags: ['Operations'], operationId: 'read_status', summary: 'How the node and its partners are doing', description: 'Administrators only.', response: { 200: status } };
  app.get('/v1/status', { schema }, async (request) => {
    if (request.person.role !== 'admin') throw adminOnly();
    const db = context.database.read;
    return {
      version: VERSION,
      node: process.version,
      database: context.database.dialect,
      partners: await readPartners(health),
      faults: await listFaults(db, MAX_FAULTS_SHOWN),
      search: { behind: await countUnindexed(db, 'search') },
    };
  });
}

const answer = z.object({ status: z.literal('ok') });

/** Liveness and readiness for monitors (Kubernetes' `/livez` and `/readyz`). They tell strangers nothing else. */
export function addProbeRoutes(app: App, { database }: NodeContext): void {
  const probe = { tags: ['Operations'], security: [], response: { 200: answer } };
  app.get('/livez', { schema: { ...probe, operationId: 'check_liveness', summary: 'Is the process alive' } }, async () => ({ status: 'ok' as const }));
  app.get('/readyz', { schema: { ...probe, operationId: 'check_readiness', summary: 'Can the node serve' } }, async () => {
    await database.read.selectFrom('own_node').select('id').executeTakeFirstOrThrow();
    return { status: 'ok' as const };
  });
}
