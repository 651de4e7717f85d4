import type { NodeContext } from '../../../context.ts';
import type { Tx } from '../../../database/database.ts';
import { notFound } from '../../../http/problems.ts';
import { instantOf } from '../../../ports/clock.ts';
import { appendActivities } from '../../replication/own-log.ts';
import { acceptDraft } from '../drafts.ts';
import { MAX_CONFIRM_TRIES } from '../limits.ts';
import { notAwaitingWords } from '../problems.ts';
import { findPartnership, transcriptOf, type Partnership } from '../queries.ts';
import { areTheWords } from '../rules.ts';
import { endPartnership } from './change-partner-state.ts';
import { showPartner, type Admin } from './show-partner.ts';

/** `wrong-words` is an outcome and no refusal, because it counts: a refusal would undo the counting. */
export type Confirmation = { readonly outcome: 'confirmed' } | { readonly outcome: 'wrong-words'; readonly triesLeft: number };

/**
 * Our administrator types two words back. Once both companies' administrators did, the partnership is active. After five
 * wrong attempts it ends.
 * @throws Problem 404 `not-found`, 409 `not-awaiting-words`
 */
export async function confirmPartner(tx: Tx, context: NodeContext, { id, words, admin }: { id: string; words: readonly string[]; admin: Admin }): Promise<Confirmation> {
  const partner = await findPartnership(tx.db, id);
  if (partner === undefined) throw notFound();
  if (partner.state !== 'requested') throw notAwaitingWords();
  const positions = JSON.parse(partner.confirm_positions) as number[];
  const transcript = transcriptOf(partner, context.identity.did);
  if (!areTheWords(words, { transcript, positions })) return countWrongWords(tx, context, { partner, admin });
  if (partner.confirmed_by_us_at !== null) return { outcome: 'confirmed' };

  const at = instantOf(context.clock.now());
  await tx.db.updateTable('partnerships').set({ confirmed_by_us_at: at, changed_at: at }).where('id', '=', id).execute();
  await appendActivities(tx, context, { name: { kind: 'partnership', partner: partner.node }, drafts: [acceptDraft({ actor: admin.did, at }, transcript)] });
  await showPartner(tx, context, { at, actor: admin.id, partner, change: 'confirmed-by-us' });
  await activateIfConfirmed(tx, context, { node: partner.node, at, actor: admin.id });
  return { outcome: 'confirmed' };
}

async function countWrongWords(tx: Tx, context: NodeContext, { partner, admin }: { partner: Partnership; admin: Admin }): Promise<Confirmation> {
  const at = instantOf(context.clock.now());
  const tries = partner.confirm_tries + 1;
  await tx.db.updateTable('partnerships').set({ confirm_tries: tries, changed_at: at }).where('id', '=', partner.id).execute();
  await showPartner(tx, context, { at, actor: admin.id, partner, change: 'wrong-words' });
  if (tries >= MAX_CONFIRM_TRIES) await endPartnership(tx, context, { partner, reason: 'wrong-words', admin });
  return { outcome: 'wrong-words', triesLeft: MAX_CONFIRM_TRIES - tries };
}

/** Makes a partnership active once both administrators have confirmed it. */
export async function activateIfConfirmed(tx: Tx, context: NodeContext, { node, at, actor }: { node: string; at: string; actor: string }): Promise<void> {
  const activated = await tx.db
    .updateTable('partnerships')
    .set({ state: 'active', changed_at: at })
    .where('node', '=', node)
    .where('state', '=', 'requested')
    .where('confirmed_by_us_at', 'is not', null)
    .where('confirmed_by_partner_at', 'is not', null)
    .returning(['id', 'node'])
    .executeTakeFirst();
  if (activated !== undefined) await showPartner(tx, context, { at, actor, partner: activated, change: 'active' });
}
