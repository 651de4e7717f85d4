import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { NodeContext } from '../context.ts';
import type { Tx } from '../database/database.ts';
import { seal, unseal } from '../features/identity/seal.ts';
import { instantOf } from '../ports/clock.ts';
import { IDEMPOTENCY_LIFETIME_MS } from './limits.ts';
import { idempotencyInFlight, idempotencyKeyReused, invalidRequest } from './problems.ts';

type Change = {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly status?: number;
  /** The answer holds a secret of which the database otherwise keeps a hash only; it is stored sealed (THREATS 39). */
  readonly isSecret?: boolean;
};

const inFlight = new WeakMap<NodeContext, Set<string>>();

function inFlightOf(context: NodeContext): Set<string> {
  const known = inFlight.get(context);
  if (known) return known;
  const made = new Set<string>();
  inFlight.set(context, made);
  return made;
}

function readKey(request: FastifyRequest): string | undefined {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return undefined;
  if (typeof key === 'string' && /^[\x21-\x7e]{1,128}$/.test(key)) return key;
  throw invalidRequest([{ pointer: '/headers/idempotency-key', detail: 'Use 1 to 128 visible ASCII characters.' }]);
}

function fingerprintOf(request: FastifyRequest): string {
  return createHash('sha256').update(`${request.method} ${request.url}\n`).update(JSON.stringify(request.body ?? null)).digest('base64url');
}

/**
 * Runs a change for a person's request in one transaction and answers with what it returns, after the commit.
 * With an `Idempotency-Key` the answer is stored in the same transaction, so that a repeated request gets it again and
 * has no second effect, even when the node died between commit and answer (draft-ietf-httpapi-idempotency-key-header-07).
 */
export async function changeOnce<T>(
  context: NodeContext,
  { request, reply, status = 200, isSecret = false }: Change,
  unit: (tx: Tx) => Promise<T>,
): Promise<T> {
  const key = readKey(request);
  if (key === undefined) {
    const answer = await context.database.write(unit);
    void reply.code(status);
    return answer;
  }
  const slot = `${request.person.id} ${key}`;
  const running = inFlightOf(context);
  if (running.has(slot)) throw idempotencyInFlight();
  running.add(slot);
  try {
    const once = { context, personId: request.person.id, key, fingerprint: fingerprintOf(request), status, isSecret };
    const stored = await context.database.write((tx) => runOnce(tx, once, unit));
    void reply.code(stored.status);
    return JSON.parse(stored.body) as T;
  } finally {
    running.delete(slot);
  }
}

type Once = {
  readonly context: NodeContext;
  readonly personId: string;
  readonly key: string;
  readonly fingerprint: string;
  readonly status: number;
  readonly isSecret: boolean;
};

async function runOnce(tx: Tx, once: Once, unit: (tx: Tx) => Promise<unknown>): Promise<{ status: number; body: string }> {
  const { context, personId, key, fingerprint, status, isSecret } = once;
  const now = context.clock.now();
  await tx.db.deleteFrom('idempotency_keys').where('expires_at', '<', instantOf(now)).execute();
  const earlier = await tx.db.selectFrom('idempotency_keys').selectAll().where('person_id', '=', personId).where('key', '=', key).executeTakeFirst();
  if (earlier !== undefined) {
    if (earlier.fingerprint !== fingerprint) throw idempotencyKeyReused();
    return { status: earlier.status, body: isSecret ? unsealAnswer(context, earlier.body) : earlier.body };
  }
  const body = JSON.stringify((await unit(tx)) ?? null);
  const kept = isSecret ? sealAnswer(context, body) : body;
  const row = { person_id: personId, key, fingerprint, status, body: kept, expires_at: instantOf(now + IDEMPOTENCY_LIFETIME_MS) };
  await tx.db.insertInto('idempotency_keys').values(row).execute();
  return { status, body };
}

const SEALED_ANSWER = 'idempotency answer';

function sealAnswer({ identity, entropy }: NodeContext, body: string): string {
  return seal({ plain: Buffer.from(body), secret: identity.pseudonymKey, context: SEALED_ANSWER, entropy });
}

function unsealAnswer({ identity }: NodeContext, sealed: string): string {
  return unseal({ sealed, secret: identity.pseudonymKey, context: SEALED_ANSWER }).toString();
}
