import { signInvitation, type Invitation } from '@adjoin/protocol/pairing/invitation';
import { pairingId } from '@adjoin/protocol/pairing/pairing-id';
import { commitNonce, pairingWords } from '@adjoin/protocol/pairing/words';
import { signJws } from '@adjoin/protocol/signatures/jws';
import { alder, birch, mallory, noonPlus, sixteenBytes } from '../cast.ts';
import { described } from './statements.ts';
import { transcript } from './transcript.ts';

const FOURTEEN_DAYS_S = 14 * 24 * 60 * 60;

export const invitation: Invitation = {
  secret: sixteenBytes(0x5e),
  commitment: commitNonce(transcript.inviterNonce),
  expires: noonPlus(FOURTEEN_DAYS_S),
  document: alder.jws,
};

/** A whole pairing: invitation, request, answer, its name and its words (rules PAIR-1 … PAIR-7). */
export function renderPairing(): object {
  const token = signInvitation(invitation, alder.signing);
  return {
    description: 'Alder invites Birch. The request is sent signed: requests.json. Words: pairing-words.json and words/.',
    invitation: { rule: 'PAIR-1', ...described(token) },
    inviterNonce: transcript.inviterNonce,
    request: { rule: 'PAIR-4', body: pairingRequestBody() },
    answer: { rule: 'PAIR-5', body: JSON.stringify({ document: alder.jws, inviter_nonce: transcript.inviterNonce }) },
    transcript,
    words: { rule: 'PAIR-6', en: pairingWords(transcript, 'en'), fr: pairingWords(transcript, 'fr') },
    pairing: { rule: 'PAIR-7', id: pairingId(transcript) },
    refused: refusedInvitations(token).map(([name, text]) => ({ rule: 'PAIR-1', name, invitation: text, code: 'invalid-invitation' })),
  };
}

export function pairingRequestBody(): string {
  return JSON.stringify({ secret: invitation.secret, document: birch.jws, invitee_nonce: transcript.inviteeNonce });
}

function refusedInvitations(token: string): [name: string, token: string][] {
  const typ = 'adjoin-invitation+jws';
  const byAlder = (payload: object): string => signJws({ header: { kid: alder.signing.kid, typ }, payload, key: alder.signing.key });
  return [
    ['cut off', token.slice(0, -1)],
    ['a character changed', `${token[0] === 'e' ? 'f' : 'e'}${token.slice(1)}`],
    ['white space inside', token.replace('.', '. ')],
    ['signed by another node than its document is of', signInvitation(invitation, mallory.signing)],
    ["another node's document slipped in", byAlder({ ...invitation, document: mallory.jws })],
    ['a member too many', byAlder({ ...invitation, note: 'hello' })],
    ['a secret of another length', byAlder({ ...invitation, secret: 'AAAA' })],
    ['a statement of another type', signJws({ header: { kid: alder.signing.kid, typ: 'adjoin-receipt+jws' }, payload: invitation, key: alder.signing.key })],
  ];
}
