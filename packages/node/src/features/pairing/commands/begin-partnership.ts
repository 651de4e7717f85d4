import { verifyNodeDocument, type NodeDocument } from '@adjoin/protocol/pairing/node-document';
import type { NodeContext } from '../../../context.ts';
import type { Tx } from '../../../database/database.ts';
import { instantOf } from '../../../ports/clock.ts';
import { rememberNode } from '../../identity/commands.ts';
import { partnerIdOf } from '../../identity/company-id.ts';
import { findNode } from '../../identity/queries.ts';
import { findPartnershipWith, type Partnership } from '../queries.ts';
import { addressIn, choosePositions, hostOf } from '../rules.ts';
import { showPartner } from './show-partner.ts';

export type NewPartnership = {
  readonly document: NodeDocument;
  /** The same document, signed. */
  readonly jws: string;
  readonly isInviter: boolean;
  readonly inviterNonce: string;
  readonly inviteeNonce: string;
  /** The version of our own document that the partner has. */
  readonly announcedVersion: number;
  /** A person's id, or the partner's DID. */
  readonly actor: string;
};

/** Files a partnership that both nodes have agreed on and both administrators have still to confirm. Whoever was paired before keeps the id. */
export async function beginPartnership(tx: Tx, context: NodeContext, { document, jws, actor, ...agreed }: NewPartnership): Promise<Partnership> {
  const now = instantOf(context.clock.now());
  await rememberNode(tx, { document, jws, now });
  const known = await findNode(tx.db, document.id);
  const address = addressIn(known === undefined ? document : verifyNodeDocument(known.document));
  const values = {
    state: 'requested' as const,
    reason: '',
    is_inviter: agreed.isInviter ? 1 : 0,
    inviter_nonce: agreed.inviterNonce,
    invitee_nonce: agreed.inviteeNonce,
    confirm_positions: JSON.stringify(choosePositions(context.entropy.bytes(2))),
    confirm_tries: 0,
    ...address,
    accepted_host: hostOf(address.address_url),
    announced_version: agreed.announcedVersion,
    confirmed_by_us_at: null,
    confirmed_by_partner_at: null,
    changed_at: now,
  };
  const id = partnerIdOf(document.id);
  await tx.db
    .insertInto('partnerships')
    .values({ id, node: document.id, created_at: now, ...values })
    .onConflict((conflict) => conflict.column('node').doUpdateSet(values))
    .execute();
  await showPartner(tx, context, { at: now, actor, partner: { id, node: document.id }, change: 'requested' });
  return (await findPartnershipWith(tx.db, document.id)) as Partnership;
}
