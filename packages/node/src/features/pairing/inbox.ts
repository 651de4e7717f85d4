import { verifyNodeDocument, type NodeDocument } from '@adjoin/protocol/pairing/node-document';
import { pairingId } from '@adjoin/protocol/pairing/pairing-id';
import { Problem } from '@adjoin/protocol/problem';
import type { PartnershipActivity } from '@adjoin/protocol/vocabulary/activities';
import type { NodeContext } from '../../context.ts';
import type { Tx } from '../../database/database.ts';
import { rememberNode } from '../identity/commands.ts';
import { findNode } from '../identity/queries.ts';
import { applied, oneByOne, type ApplyOutcome, type PartnershipHandlers, type Received } from '../replication/activity-handler.ts';
import { activateIfConfirmed } from './commands/confirm-partner.ts';
import { showPartner } from './commands/show-partner.ts';
import { findPartnershipWith, transcriptOf, type Partnership } from './queries.ts';
import { addressIn, weakensTransport } from './rules.ts';

type OwnActivities = 'Accept Offer' | 'Leave Relationship' | 'Update Organization';

/** What partners' partnership logs say of the pairing itself. */
export function pairingHandlers(context: NodeContext): Pick<PartnershipHandlers, OwnActivities> {
  return {
    'Accept Offer': oneByOne((tx, received) => takeConfirmation(tx, context, received)),
    'Leave Relationship': oneByOne((tx, received) => takeLeave(tx, context, received)),
    'Update Organization': oneByOne((tx, received) => takeDocument(tx, context, received)),
  };
}

function quarantined(code: string, detail: string): ApplyOutcome {
  return { status: 'quarantined', code, detail };
}

const otherPairing = quarantined('other-pairing', 'This speaks of another pairing than the one that there is between us.');

async function takeConfirmation(tx: Tx, context: NodeContext, { activity, origin, receivedAt: at }: Received<PartnershipActivity<'Accept Offer'>>): Promise<ApplyOutcome> {
  const partner = await findPartnershipWith(tx.db, origin);
  if (partner === undefined) return otherPairing;
  const { inviter, invitee } = transcriptOf(partner, context.identity.did);
  const isThisPairing = activity.instrument === idOf(partner, context) && activity.object.actor === inviter && activity.object.target === invitee;
  if (!isThisPairing) return otherPairing;
  if (partner.state !== 'requested' || partner.confirmed_by_partner_at !== null) return applied;
  await tx.db.updateTable('partnerships').set({ confirmed_by_partner_at: at, changed_at: at }).where('id', '=', partner.id).execute();
  await showPartner(tx, context, { at, actor: origin, partner, change: 'confirmed-by-partner' });
  await activateIfConfirmed(tx, context, { node: origin, at, actor: origin });
  return applied;
}

/** The end of an earlier pairing, told late, ends nothing now. */
async function takeLeave(tx: Tx, context: NodeContext, { activity, origin, receivedAt: at }: Received<PartnershipActivity<'Leave Relationship'>>): Promise<ApplyOutcome> {
  const partner = await findPartnershipWith(tx.db, origin);
  if (partner === undefined || partner.state === 'ended' || activity.instrument !== idOf(partner, context)) return applied;
  await tx.db.updateTable('partnerships').set({ state: 'ended', reason: 'ended-by-partner', changed_at: at }).where('id', '=', partner.id).execute();
  await showPartner(tx, context, { at, actor: origin, partner, change: 'ended-by-partner' });
  return applied;
}

/** A partner's new node document: another name, address or key. Versions only rise (rule NODE-5). */
async function takeDocument(tx: Tx, context: NodeContext, { activity, origin, receivedAt: at }: Received<PartnershipActivity<'Update Organization'>>): Promise<ApplyOutcome> {
  const partner = await findPartnershipWith(tx.db, origin);
  const document = readDocument(activity.object.document);
  if (document === undefined) return quarantined('invalid-node-document', 'This is not a whole, untouched node document.');
  if (document.id !== origin || activity.object.id !== origin) return quarantined('origin-mismatch', 'A node sends its own document only.');
  const known = await findNode(tx.db, origin);
  if (partner === undefined || (known !== undefined && document.version < known.document_version)) return applied;
  const address = addressIn(document);
  // The same version may have come before, from the host of a channel: then only the address is still to be learned.
  const isKnown = document.version === known?.document_version && address.address_url === partner.address_url && address.address_pin === partner.address_pin;
  if (isKnown) return applied;
  if (weakensTransport(partner, address)) return quarantined('insecure-address', 'A partner reached over HTTPS is not asked in the clear.');

  await rememberNode(tx, { document, jws: activity.object.document, now: at });
  await tx.db.updateTable('partnerships').set({ ...address, changed_at: at }).where('id', '=', partner.id).execute();
  await showPartner(tx, context, { at, actor: origin, partner, change: 'document' });
  return applied;
}

function readDocument(jws: string): NodeDocument | undefined {
  try {
    return verifyNodeDocument(jws);
  } catch (error) {
    if (error instanceof Problem) return undefined;
    throw error;
  }
}

function idOf(partner: Partnership, { identity }: NodeContext): string {
  return pairingId(transcriptOf(partner, identity.did));
}
