import * as z from 'zod';
import { saltText } from '../log/header.ts';
import { jwsText } from '../vocabulary/objects.ts';

/** What the invitee's node sends to the inviter's, signed by an operational key of the very document inside (rule PAIR-4). */
export const pairingRequest = z.strictObject({
  /** From the invitation. */
  secret: saltText,
  /** The invitee's node document. */
  document: jwsText,
  /** 128 bits of the invitee's own, shown only now that the inviter is bound by its commitment. */
  invitee_nonce: saltText,
});
export type PairingRequest = z.infer<typeof pairingRequest>;

/** The inviter's answer: its newest node document, and the nonce that the invitation committed to (rule PAIR-5). */
export const pairingAnswer = z.strictObject({ document: jwsText, inviter_nonce: saltText });
export type PairingAnswer = z.infer<typeof pairingAnswer>;
