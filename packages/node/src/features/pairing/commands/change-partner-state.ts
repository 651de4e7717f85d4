import type { PartnershipState } from '@adjoin/protocol/audience/recipients';
import type { NodeContext } from '../../../context.ts';
import type { Tx } from '../../../database/database.ts';
import { notFound } from '../../../http/problems.ts';
import { instantOf } from '../../../ports/clock.ts';
import { appendActivities } from '../../replication/own-log.ts';
import { leaveDraft } from '../drafts.ts';
import { stateConflict } from '../problems.ts';
import { findPartnership, transcriptOf, type Partnership } from '../queries.ts';
import { mayChangeState } from '../rules.ts';
import { showPartner, type Admin } from './show-partner.ts';

type StateChange = { readonly id: string; readonly state: PartnershipState; readonly reason: string; readonly admin: Admin };

/**
 * Suspends, resumes or ends a partnership. Asking for the state that it has changes nothing.
 * @throws Problem 404 `not-found`, 409 `state-conflict`
 */
export async function changePartnerState(tx: Tx, context: NodeContext, { id, state, reason, admin }: StateChange): Promise<void> {
  const partner = await findPartnership(tx.db, id);
  if (partner === undefined) throw notFound();
  if (partner.state === state) return;
  if (!mayChangeState(partner.state, state)) throw stateConflict(partner.state, state);
  if (state === 'ended') return endPartnership(tx, context, { partner, reason, admin });
  const at = instantOf(context.clock.now());
  await tx.db.updateTable('partnerships').set({ state, reason, changed_at: at }).where('id', '=', id).execute();
  await showPartner(tx, context, { at, actor: admin.id, partner, change: state === 'active' ? 'active' : 'suspended' });
}

/** Ends a partnership from our side; our log tells the partner. What each holds, it keeps. */
export async function endPartnership(tx: Tx, context: NodeContext, { partner, reason, admin }: { partner: Partnership; reason: string; admin: Admin }): Promise<void> {
  const at = instantOf(context.clock.now());
  const draft = leaveDraft({ actor: admin.did, at }, transcriptOf(partner, context.identity.did));
  await appendActivities(tx, context, { name: { kind: 'partnership', partner: partner.node }, drafts: [draft] });
  await tx.db.updateTable('partnerships').set({ state: 'ended', reason, changed_at: at }).where('id', '=', partner.id).execute();
  await showPartner(tx, context, { at, actor: admin.id, partner, change: 'ended' });
}
