import type { NodeContext } from '../../../context.ts';
import type { Tx } from '../../../database/database.ts';
import { appendAudit } from '../../audit/commands.ts';

/** Who acts for our company: a person's id and DID. */
export type Admin = { readonly id: string; readonly did: string };

export type PartnerChange =
  | 'requested'
  | 'confirmed-by-us'
  | 'confirmed-by-partner'
  | 'wrong-words'
  | 'active'
  | 'suspended'
  | 'ended'
  | 'ended-by-partner'
  | 'document';

type Changed = {
  readonly at: string;
  /** A person's id, or the partner's DID. */
  readonly actor: string;
  readonly partner: { readonly id: string; readonly node: string };
  readonly change: PartnerChange;
};

/**
 * Shows a changed partnership: to every administrator through the audit log (THREATS 38), to this process through the
 * partner directory, and to delivery, which may have more or less to do now. Comes last in the transaction.
 */
export async function showPartner(tx: Tx, context: NodeContext, { at, actor, partner, change }: Changed): Promise<void> {
  await appendAudit(tx, context.feed, [{ at, actor, action: 'partner.updated', subject: partner.id, partnerId: partner.id, details: { change } }]);
  await context.partners.mirror(tx, partner.node);
  // Begun or resumed, it is tried at once, however long it was out of reach before.
  if (change === 'requested' || change === 'active') tx.afterCommit(() => context.delivery.contact(partner.node));
  tx.afterCommit(context.delivery.wake);
}
