import { randomBytes } from 'node:crypto';
import { decodeJwt } from 'jose';
import { readDocument, readStatement, sha256, state } from './identity.ts';
import { say, type OtherNode, type WireAnswer } from './other-node.ts';
import { checkWire, signWire, type Wire } from './signed-requests.ts';
import type { Transcript } from './words.ts';

/** Shows the inviter our document and the secret, and checks its answer (rules PAIR-4, PAIR-5). */
export async function acceptInvitation(node: OtherNode, token: string): Promise<Transcript> {
  const inviter = await readDocument((decodeJwt(token) as { document: string }).document);
  const { secret, commitment } = await readStatement<{ secret: string; commitment: string }>(token, 'adjoin-invitation+jws', inviter);
  const inviteeNonce = randomBytes(16).toString('base64url');
  const body = JSON.stringify({ secret, document: node.identity.document, invitee_nonce: inviteeNonce });
  const answer = await node.carry(signWire(node.identity, { method: 'POST', url: `${inviter.addresses[0]?.url}/federation/v1/pairings`, body }));
  if (answer.status !== 200) throw new Error(answer.body);
  const { document, inviter_nonce: inviterNonce } = JSON.parse(answer.body) as { document: string; inviter_nonce: string };
  if (sha256(Buffer.from(inviterNonce, 'base64url')) !== commitment) throw new Error('another nonce than was committed to');
  node.partner = await readDocument(document);
  node.transcript = { inviter: inviter.id, invitee: node.identity.did, inviterNonce, inviteeNonce };
  return node.transcript;
}

/** Makes an invitation (rule PAIR-1). */
export function invite({ identity, offers }: OtherNode): Promise<string> {
  const [secret, nonce] = [randomBytes(16).toString('base64url'), randomBytes(16)];
  offers.set(secret, nonce.toString('base64url'));
  const expires = new Date(Date.now() + 60_000).toISOString();
  return state('adjoin-invitation+jws', { secret, commitment: sha256(nonce), expires, document: identity.document }, identity);
}

/** Answers a pairing request (rule PAIR-5). */
export async function answerPairing(node: OtherNode, wire: Wire): Promise<WireAnswer> {
  const { secret, document, invitee_nonce: inviteeNonce } = JSON.parse(wire.body) as { secret: string; document: string; invitee_nonce: string };
  const invitee = await readDocument(document);
  await checkWire(wire, invitee);
  const inviterNonce = node.offers.get(secret);
  if (inviterNonce === undefined) return { status: 404, body: '{"code":"not-found"}' };
  node.partner = invitee;
  node.transcript = { inviter: node.identity.did, invitee: invitee.id, inviterNonce, inviteeNonce };
  return { status: 200, body: JSON.stringify({ document: node.identity.document, inviter_nonce: inviterNonce }) };
}

/** Says that our administrator has compared the words (rules PAIR-7, PAIR-8). */
export function confirm(node: OtherNode): void {
  if (node.transcript === undefined) throw new Error('not paired');
  const { inviter, invitee, inviterNonce, inviteeNonce } = node.transcript;
  const instrument = `urn:adjoin:pairing:${sha256(JSON.stringify(['adjoin pairing id v1', inviter, invitee, inviterNonce, inviteeNonce]))}`;
  say(node, 'partnership', { kind: 'partnership', type: 'Accept', object: { type: 'Offer', actor: inviter, target: invitee }, instrument });
}
