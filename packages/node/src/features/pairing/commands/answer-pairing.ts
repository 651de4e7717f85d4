import type { NodeDocument } from '@adjoin/protocol/pairing/node-document';
import type { PairingAnswer } from '@adjoin/protocol/pairing/pairing-request';
import type { NodeContext } from '../../../context.ts';
import type { Tx } from '../../../database/database.ts';
import { instantOf } from '../../../ports/clock.ts';
import { alreadyPaired, invalidPairingRequest, invitationExpired, invitationRevoked, invitationUnknown, invitationUsed, selfPairing } from '../problems.ts';
import { findInvitationBySecret, findPartnershipWith, type PairingInvitation, type Partnership } from '../queries.ts';
import { invitationState, isPaired } from '../rules.ts';
import { beginPartnership } from './begin-partnership.ts';
import { hashSecret } from './invite.ts';

export type AskedToPair = {
  readonly secret: string;
  /** The invitee's document, which it signed its request under. */
  readonly document: NodeDocument;
  readonly jws: string;
  readonly inviteeNonce: string;
};

/**
 * The inviter's side: whoever shows an open invitation's secret becomes a requested partner, once. Writes run one after
 * the other, so of several that race with one secret a single one finds it open (THREATS 37). The same node asking
 * again, because our answer was lost, gets the same answer.
 * @throws Problem 404 `not-found`, 409 `invitation-used`, `already-paired` or `self-pairing`, 410 `invitation-expired` or `invitation-revoked`
 */
export async function answerPairing(tx: Tx, context: NodeContext, { secret, document, jws, inviteeNonce }: AskedToPair): Promise<PairingAnswer> {
  const { clock, identity } = context;
  const now = instantOf(clock.now());
  if (document.id === identity.did) throw selfPairing();
  const invitation = await findInvitationBySecret(tx.db, hashSecret(secret));
  if (invitation === undefined) throw invitationUnknown();
  const known = await findPartnershipWith(tx.db, document.id);
  const answer = { document: identity.documentJws, inviter_nonce: invitation.nonce };
  if (isSameRequest(invitation, known, inviteeNonce)) return answer;

  requireOpen(invitation, now);
  if (known !== undefined && isPaired(known.state)) throw alreadyPaired();
  // The words need two nonces; one that mirrors ours would be no chance of the invitee's.
  if (inviteeNonce === invitation.nonce) throw invalidPairingRequest();
  await tx.db.updateTable('pairing_invitations').set({ used_at: now, used_by: document.id }).where('id', '=', invitation.id).execute();
  const announcedVersion = identity.document.version;
  await beginPartnership(tx, context, { document, jws, isInviter: true, inviterNonce: invitation.nonce, inviteeNonce, announcedVersion, actor: document.id });
  return answer;
}

function isSameRequest(invitation: PairingInvitation, known: Partnership | undefined, inviteeNonce: string): boolean {
  if (known === undefined || known.state !== 'requested' || invitation.used_by !== known.node) return false;
  return known.inviter_nonce === invitation.nonce && known.invitee_nonce === inviteeNonce;
}

function requireOpen(invitation: PairingInvitation, now: string): void {
  const state = invitationState(invitation, now);
  if (state === 'used') throw invitationUsed();
  if (state === 'revoked') throw invitationRevoked();
  if (state === 'expired') throw invitationExpired();
}
