import * as z from 'zod';
import { instantText } from '../log/header.ts';
import { hashText, saltText } from '../log/header.ts';
import type { SigningKey } from '../log/checkpoint.ts';
import { Problem } from '../problem.ts';
import { signJws, verifyJws } from '../signatures/jws.ts';
import { jwsText } from '../vocabulary/objects.ts';
import { trustedKeys, verifyNodeDocument, type NodeDocument } from './node-document.ts';

const INVITATION_TYPE = 'adjoin-invitation+jws';
/** How long an invitation may be used, in milliseconds: 14 days (rule PAIR-2). */
export const INVITATION_LIFETIME_MS = 14 * 24 * 60 * 60 * 1000;

/** What one admin hands to another, by any channel (rules PAIR-1 … PAIR-3). */
export const invitation = z.strictObject({
  /** 128 random bits: who holds them may ask once to be paired. */
  secret: saltText,
  /** SHA-256 of the inviter's nonce, committed before the invitee shows its own. */
  commitment: hashText,
  expires: instantText,
  /** The inviter's node document, whole, so that nothing needs to be fetched. */
  document: jwsText,
});
export type Invitation = z.infer<typeof invitation>;

export function signInvitation(payload: Invitation, { kid, key }: SigningKey): string {
  return signJws({ header: { kid, typ: INVITATION_TYPE }, payload, key });
}

const unverifiedPayload = z.looseObject({ document: jwsText });

/**
 * Reads an invitation: its document certifies itself, and an operational key of that document must have signed the rest.
 * Expiry is for the caller to judge by its own clock.
 * @throws Problem 422 `invalid-invitation`
 */
export function readInvitation(token: string): { invitation: Invitation; inviter: NodeDocument } {
  try {
    const inviter = verifyNodeDocument(documentInside(token));
    const keys = trustedKeys(inviter);
    const { payload } = verifyJws(token, { typ: INVITATION_TYPE, resolveKey: (kid) => keys.get(kid) });
    return { invitation: invitation.parse(payload), inviter };
  } catch (cause) {
    if (!(cause instanceof Problem || cause instanceof z.ZodError || cause instanceof SyntaxError)) throw cause;
    throw new Problem({
      status: 422,
      code: 'invalid-invitation',
      title: 'This is not a whole, untouched invitation',
      detail: 'Copy the invitation again, from its first to its last character.',
    });
  }
}

function documentInside(token: string): string {
  const middle = token.split('.')[1] ?? '';
  return unverifiedPayload.parse(JSON.parse(Buffer.from(middle, 'base64url').toString('utf8'))).document;
}
