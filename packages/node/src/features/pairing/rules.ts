import type { PartnershipState } from '@adjoin/protocol/audience/recipients';
import type { NodeDocument } from '@adjoin/protocol/pairing/node-document';
import { pairingWords, sameWord, type PairingLanguage, type PairingTranscript } from '@adjoin/protocol/pairing/words';
import { PAIRING_WORDS } from './limits.ts';

const LANGUAGES: readonly PairingLanguage[] = ['en', 'fr'];

/**
 * Did the administrator type the words at these positions (counted from 1)? In whichever language they were read aloud,
 * but all in one.
 */
export function areTheWords(typed: readonly string[], { transcript, positions }: { transcript: PairingTranscript; positions: readonly number[] }): boolean {
  if (typed.length !== positions.length) return false;
  return LANGUAGES.some((language) => {
    const { words } = pairingWords(transcript, language);
    return positions.every((position, index) => sameWord(typed[index] as string, words[position - 1] as string));
  });
}

/** Two different positions of the words, counted from 1, ascending, by two random bytes. */
export function choosePositions(random: Uint8Array): [number, number] {
  const first = (random[0] as number) % PAIRING_WORDS;
  const second = (first + 1 + ((random[1] as number) % (PAIRING_WORDS - 1))) % PAIRING_WORDS;
  return first < second ? [first + 1, second + 1] : [second + 1, first + 1];
}

export type InvitationState = 'open' | 'used' | 'expired' | 'revoked';
type InvitationFacts = { readonly expires_at: string; readonly used_at: string | null; readonly revoked_at: string | null };

/** Times are RFC 3339 in UTC with milliseconds, so that text order is time order. */
export function invitationState({ expires_at, used_at, revoked_at }: InvitationFacts, now: string): InvitationState {
  if (used_at !== null) return 'used';
  if (revoked_at !== null) return 'revoked';
  return now < expires_at ? 'open' : 'expired';
}

/** What an administrator may make of a partnership. Only the words of both make it active for the first time. */
const mayBecome: Readonly<Record<PartnershipState, readonly PartnershipState[]>> = {
  requested: ['ended'],
  active: ['suspended', 'ended'],
  suspended: ['active', 'ended'],
  ended: [],
};

export function mayChangeState(from: PartnershipState, to: PartnershipState): boolean {
  return mayBecome[from].includes(to);
}

/** Whether it must end before these two can pair anew. */
export function isPaired(state: PartnershipState): boolean {
  return state !== 'ended';
}

export type PartnerAddress = { readonly address_url: string; readonly address_pin: string | null };

/** Where a node document says that its node is reached. */
export function addressIn({ addresses }: NodeDocument): PartnerAddress {
  const [first] = addresses;
  if (first === undefined) throw new TypeError('a node document has an address');
  return { address_url: first.url, address_pin: first.tlsPin ?? null };
}

export function hostOf(url: string): string {
  return new URL(url).hostname;
}

/** A partner that was reached over TLS is never asked in the clear because a message says so. */
export function weakensTransport(known: PartnerAddress, next: PartnerAddress): boolean {
  return known.address_url.startsWith('https:') && !next.address_url.startsWith('https:');
}
