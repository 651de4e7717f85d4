import type { PairingTranscript } from '@adjoin/protocol/pairing/words';
import { alder, birch, sixteenBytes } from '../cast.ts';

/** The pairing of the vectors: Alder invites Birch. */
export const transcript: PairingTranscript = {
  inviter: alder.did,
  invitee: birch.did,
  inviterNonce: sixteenBytes(0xa0),
  inviteeNonce: sixteenBytes(0xb0),
};
