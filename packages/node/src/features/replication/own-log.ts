import { activityId, channelLogId, partnershipLogId } from '@adjoin/protocol/identifiers/ids';
import { genesis, writeEntry, type Position } from '@adjoin/protocol/log/entry';
import type { EntryKind } from '@adjoin/protocol/log/header';
import { MAX_PAYLOAD_BYTES } from '@adjoin/protocol/vocabulary/activities';
import { ACTIVITY_STREAMS } from '@adjoin/protocol/vocabulary/objects';
import type { NodeContext } from '../../context.ts';
import type { Tx } from '../../database/database.ts';
import { insertRows } from '../../database/insert-rows.ts';
import { pseudonymOf } from '../identity/own-identity.ts';
import { instantOf } from '../../ports/clock.ts';
import { payloadTooLong } from './problems.ts';

/** The log that a change goes into: ours in a channel (by its id and DID), or ours with a partner. */
export type OwnLogName =
  | { readonly kind: 'channel'; readonly channelId: string; readonly channelDid: string }
  | { readonly kind: 'partnership'; readonly partner: string };

/** An activity without the members that its place in the log decides. */
export type ActivityDraft = {
  readonly kind: EntryKind;
  /** DID of the person who acts. */
  readonly actor: string;
  /** RFC 3339; when the person acted. */
  readonly published: string;
  readonly type: string;
  readonly members: Readonly<Record<string, unknown>>;
};

export type OwnLog = { readonly number: number; readonly id: string; readonly position: Position };
export type Appended = { readonly log: number; readonly seq: number; readonly activity: string };

const SALT_BYTES = 16;

/** Finds our log of a channel or partnership, making it at first use (epoch 0 until a restore begins another). */
export async function openOwnLog(tx: Tx, { identity }: NodeContext, name: OwnLogName): Promise<OwnLog> {
  const id =
    name.kind === 'channel'
      ? channelLogId({ origin: identity.did, channel: name.channelDid, epoch: 0 })
      : partnershipLogId({ origin: identity.did, partner: name.partner, epoch: 0 });
  const known = await tx.db.selectFrom('logs').select(['number', 'seq', 'head']).where('id', '=', id).executeTakeFirst();
  if (known) return { number: known.number, id, position: { seq: known.seq, head: known.head } };
  const position = genesis(id);
  const made = await tx.db
    .insertInto('logs')
    .values({
      id,
      kind: name.kind,
      subject: name.kind === 'channel' ? name.channelId : name.partner,
      origin: identity.did,
      epoch: 0,
      seq: 0,
      head: position.head,
      applied_seq: 0,
      checkpoint: null,
      checkpoint_seq: 0,
    })
    .returning('number')
    .executeTakeFirstOrThrow();
  return { number: made.number, id, position };
}

/**
 * Appends activities to our own log, in the transaction of the change that they tell of: the log is the outbox
 * (rule REP-1). Delivery wakes after the commit.
 * @throws Problem 422 `payload-too-long`
 */
export async function appendActivities(
  tx: Tx,
  context: NodeContext,
  { name, drafts }: { name: OwnLogName; drafts: readonly ActivityDraft[] },
): Promise<readonly Appended[]> {
  const log = await openOwnLog(tx, context, name);
  const time = instantOf(context.clock.now());
  const salts = context.entropy.bytes(SALT_BYTES * drafts.length);
  const pseudonyms = new Map([...new Set(drafts.map(({ actor }) => actor))].map((actor) => [actor, pseudonymOf(context.identity, log.id, actor)]));
  let position = log.position;
  const rows = drafts.map((draft, index) => {
    const salt = salts.subarray(index * SALT_BYTES, (index + 1) * SALT_BYTES).toString('base64url');
    const payload = writePayload(draft, activityId(log.id, position.seq + 1));
    const actor = pseudonyms.get(draft.actor) as string;
    const written = writeEntry({ log: log.id, after: position, time, actor, kind: draft.kind, salt, payload });
    position = written.position;
    return { log: log.number, seq: position.seq, ...written.entry };
  });
  await insertRows(tx, 'log_entries', rows);
  await tx.db.updateTable('logs').set({ seq: position.seq, head: position.head, applied_seq: position.seq }).where('number', '=', log.number).execute();
  tx.afterCommit(() => context.delivery.wakeFor({ kind: name.kind, subject: name.kind === 'channel' ? name.channelId : name.partner }));
  return rows.map((row) => ({ log: log.number, seq: row.seq, activity: activityId(log.id, row.seq) }));
}

function writePayload({ type, actor, published, members }: ActivityDraft, id: string): string {
  const payload = JSON.stringify({ '@context': ACTIVITY_STREAMS, id, type, actor, published, ...members });
  if (payload.length > MAX_PAYLOAD_BYTES || Buffer.byteLength(payload) > MAX_PAYLOAD_BYTES) throw payloadTooLong(MAX_PAYLOAD_BYTES);
  return payload;
}
