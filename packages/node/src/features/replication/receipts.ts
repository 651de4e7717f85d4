import type { NodeContext } from '../../context.ts';
import type { Tx } from '../../database/database.ts';
import { instantOf } from '../../ports/clock.ts';
import { appendAudit } from '../audit/commands.ts';
import type { Partner } from './neighbours.ts';

/** A verified receipt for one of our logs. */
export type HeldUpTo = {
  readonly log: number;
  readonly id: string;
  readonly kind: 'channel' | 'partnership';
  readonly subject: string;
  readonly seq: number;
  readonly head: string;
  readonly jws: string;
};

/** Moves a partner's cursors up to what it has signed for, and keeps the receipts as evidence (rule REP-7). */
export async function acceptReceipts(tx: Tx, context: Pick<NodeContext, 'clock' | 'feed'>, { partner, held }: { partner: Partner; held: readonly HeldUpTo[] }): Promise<void> {
  const at = instantOf(context.clock.now());
  for (const { log, id, kind, subject, seq, head, jws } of held) {
    await tx.db
      .insertInto('cursors')
      .values({ node: partner.did, log, held_seq: seq, held_head: head, held_at: at })
      .onConflict((conflict) => conflict.columns(['node', 'log']).doUpdateSet({ held_seq: seq, held_head: head, held_at: at }))
      .execute();
    await tx.db.insertInto('receipts').values({ log, holder: partner.did, seq, at, jws }).onConflict((conflict) => conflict.doNothing()).execute();
    if (kind !== 'channel') continue;
    await appendAudit(tx, context.feed, [{ at, actor: partner.did, action: 'delivery.updated', subject: id, channelId: subject, partnerId: partner.id, details: { held_seq: seq } }]);
  }
}
