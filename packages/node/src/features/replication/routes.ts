import { parseStrictJsonBytes } from '@adjoin/protocol/json/strict-json';
import { parseLogId } from '@adjoin/protocol/identifiers/ids';
import { delivery, MAX_PAGE_BYTES, type Delivery as DeliveryBody, type DeliveryAnswer } from '@adjoin/protocol/log/page';
import { ACTIVITY_STREAMS } from '@adjoin/protocol/vocabulary/objects';
import type { Problem } from '@adjoin/protocol/problem';
import * as z from 'zod';
import type { NodeContext } from '../../context.ts';
import type { Tx } from '../../database/database.ts';
import { createThrottle, type Rate, type Throttle } from '../people/throttle.ts';
import { appendAudit } from '../audit/commands.ts';
import type { App } from '../../http/server.ts';
import { ACTIVITY_JSON } from '../../http/signed-request.ts';
import { instantOf } from '../../ports/clock.ts';
import { sharesLogWith } from './audience.ts';
import { composePage } from './compose-delivery.ts';
import type { Delivery } from './delivery.ts';
import { compareHeads, headsFor } from './heads.ts';
import type { Neighbours, Partner } from './neighbours.ts';
import { invalidDelivery, notFoundHere, tooManyDeliveries } from './problems.ts';
import { findLog } from './queries.ts';
import { receivePage } from './receive.ts';

/** How long an answer is kept for a replay of its request: the life of a signature, and the skew allowed, twice over. */
const REPLAY_MEMORY_MS = 20 * 60_000;
const PULL_BYTES_BUDGET = MAX_PAGE_BYTES - 262_144;

/** Refused pages of one partner that leave a line in the audit log; a flood of them leaves no more. */
const REFUSAL_LINES: Rate = { burst: 30, refillMs: 60_000 };

/** Heads of one partner that are compared and answered; asking takes a thousand rows of reading. */
const HEADS: Rate = { burst: 20, refillMs: 5_000 };
/** Deliveries of one partner at work at the same time. Whoever follows the protocol has one in flight. */
const MAX_DELIVERIES_AT_WORK = 8;

type Door = { readonly context: NodeContext; readonly neighbours: Neighbours; readonly delivery: Delivery; readonly refusalLines: Throttle; readonly heads: Throttle };

/** The partners' doors: every request here has passed authenticate-node. */
export function addReplicationRoutes(app: App, home: Omit<Door, 'refusalLines' | 'heads'>): void {
  const { clock } = home.context;
  const door: Door = { ...home, refusalLines: createThrottle(clock, REFUSAL_LINES), heads: createThrottle(clock, HEADS) };
  const takeTurn = createTurns();
  const { context, delivery: sender } = door;
  app.post('/federation/v1/inbox', { bodyLimit: MAX_PAGE_BYTES, schema: { hide: true } }, async (request, reply) => {
    const parsed = delivery.safeParse(parseStrictJsonBytes(request.body as Buffer));
    if (!parsed.success) throw invalidDelivery();
    const incoming = { body: parsed.data, partner: request.partner, nonce: request.nonce };
    const received = await takeTurn(request.partner, () => context.database.write((tx) => receiveOnce(tx, door, incoming)));
    if (received.refusal) {
      // Each refused page has left its own line.
      request.hasRefusalLine = true;
      throw received.refusal;
    }
    sender.contact(request.partner.did);
    if (received.missing.length > 0) sender.pull(request.partner.did, received.missing);
    return reply.type(ACTIVITY_JSON).send(received.answer);
  });

  const query = z.strictObject({ log: z.string().max(256), after: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER) });
  app.get('/federation/v1/pages', { schema: { hide: true, querystring: query } }, async (request, reply) => {
    const page = await pageFor(door, { ...query.parse(request.query), partner: request.partner });
    sender.contact(request.partner.did);
    return reply.type(ACTIVITY_JSON).send(JSON.stringify({ '@context': ACTIVITY_STREAMS, type: 'Collection', items: page ? [page] : [], heads: [] }));
  });
}

/** Lets each partner have a few deliveries at work, so that one that sends many at once fills no queue that all share (promise 6). */
function createTurns(): <T>(partner: Partner, work: () => Promise<T>) => Promise<T> {
  const atWork = new Map<string, number>();
  return async ({ did }, work) => {
    const count = atWork.get(did) ?? 0;
    if (count >= MAX_DELIVERIES_AT_WORK) throw tooManyDeliveries();
    atWork.set(did, count + 1);
    try {
      return await work();
    } finally {
      const left = (atWork.get(did) ?? 1) - 1;
      if (left === 0) atWork.delete(did);
      else atWork.set(did, left);
    }
  };
}

type Incoming = { readonly body: DeliveryBody; readonly partner: Partner; readonly nonce: string };
type ReceivedOnce = { readonly answer: string; readonly refusal?: Problem | undefined; readonly missing: readonly string[] };

/** Takes a delivery once: the answer is stored with its effects, and a replay of the request gets it again (THREATS 18). */
async function receiveOnce(tx: Tx, door: Door, { body, partner, nonce }: Incoming): Promise<ReceivedOnce> {
  const { context, neighbours } = door;
  const now = context.clock.now();
  const earlier = await tx.db.selectFrom('received_requests').select('answer').where('node', '=', partner.did).where('nonce', '=', nonce).executeTakeFirst();
  if (earlier) return { answer: earlier.answer, missing: [] };
  await tx.db.deleteFrom('received_requests').where('expires_at', '<', instantOf(now)).execute();

  const received = [];
  for (const page of body.items) received.push(await receivePage(tx, context, { page, partner, neighbours }));
  await auditRefusals(tx, door, { partner, refused: received.flatMap(({ problem, result }) => (problem ? [{ code: problem.code, log: result.log }] : [])) });
  const told = body.heads.length > 0 && door.heads.take(partner.did) === undefined ? body.heads : [];
  const verdict = await compareHeads(tx, context, { partner, neighbours, heads: told, mayRewind: false });
  const heads = told.length > 0 ? await headsFor(tx.db, context, { partner, neighbours }) : [];
  const answer = JSON.stringify({ results: received.map(({ result }) => result), heads } satisfies DeliveryAnswer);
  // A delivery of which nothing was taken is answered with the refusal itself.
  const refusal = received.length > 0 && received.every(({ problem }) => problem !== undefined) ? received[0]?.problem : undefined;
  if (refusal === undefined) {
    await tx.db.insertInto('received_requests').values({ node: partner.did, nonce, expires_at: instantOf(now + REPLAY_MEMORY_MS), status: 200, answer }).execute();
  }
  return { answer, refusal, missing: verdict.missing };
}

/** A refused page leaves one line without content. */
async function auditRefusals(tx: Tx, { context, refusalLines }: Door, { partner, refused }: { partner: Partner; refused: readonly { code: string; log: string }[] }): Promise<void> {
  const at = instantOf(context.clock.now());
  const told = refused.filter(() => refusalLines.take(partner.did)?.isFirst !== false);
  await appendAudit(tx, context.feed, told.map(({ code, log }) => ({ at, actor: partner.did, action: 'page.refused', subject: log, partnerId: partner.id, details: { code } })));
}

/** A page of one of our own logs for a partner that may hold it; forbidden and absent give the same refusal. */
async function pageFor({ context, neighbours }: Door, { log: id, after, partner }: { log: string; after: number; partner: Partner }) {
  const db = context.database.read;
  const log = parseLogId(id) === undefined ? undefined : await findLog(db, id);
  if (log?.origin !== context.identity.did || !(await sharesLogWith(db, { log, partner, neighbours, self: context.identity.did }))) throw notFoundHere();
  const composed = await composePage(db, context, { log, after, budget: PULL_BYTES_BUDGET });
  return composed?.page;
}
