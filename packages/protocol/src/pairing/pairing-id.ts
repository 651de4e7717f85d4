import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { PairingTranscript } from './words.ts';

const PAIRING_ID_DOMAIN = 'adjoin pairing id v1';

/** Name of one pairing of two nodes. A later pairing of the same two is another (rule PAIR-7). */
export const pairingUrn = z.string().regex(/^urn:adjoin:pairing:[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/);

/**
 * The name of a pairing: SHA-256 over both ids and both nonces, which both nodes compute alike. What is said of one
 * pairing names it, so that nothing left over from an earlier one, or overheard by a third, can confirm or end it.
 */
export function pairingId({ inviter, invitee, inviterNonce, inviteeNonce }: PairingTranscript): string {
  const text = JSON.stringify([PAIRING_ID_DOMAIN, inviter, invitee, inviterNonce, inviteeNonce]);
  return `urn:adjoin:pairing:${createHash('sha256').update(text).digest('base64url')}`;
}
