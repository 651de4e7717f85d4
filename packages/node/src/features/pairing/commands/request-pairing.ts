import { createHmac } from 'node:crypto';
import { parseStrictJsonBytes } from '@adjoin/protocol/json/strict-json';
import type { Invitation } from '@adjoin/protocol/pairing/invitation';
import { verifyNodeDocument, type NodeDocument } from '@adjoin/protocol/pairing/node-document';
import { pairingAnswer, type PairingAnswer, type PairingRequest } from '@adjoin/protocol/pairing/pairing-request';
import { commitNonce } from '@adjoin/protocol/pairing/words';
import { Problem } from '@adjoin/protocol/problem';
import * as z from 'zod';
import type { NodeContext } from '../../../context.ts';
import type { Tx } from '../../../database/database.ts';
import { sendSigned } from '../../../http/signed-request.ts';
import { instantOf } from '../../../ports/clock.ts';
import { TransportFault, type Answer } from '../../../ports/transport.ts';
import type { OwnIdentity } from '../../identity/own-identity.ts';
import { MAX_PAIRING_BYTES, PAIRING_DEADLINE_MS } from '../limits.ts';
import {
  alreadyPaired, brokenCommitment, invitationExpired, invitationRefused, invitationRevoked, invitationUnknown, invitationUsed, partnerUnreachable, selfPairing, wrongNode,
} from '../problems.ts';
import { findPartnershipWith, type Partnership } from '../queries.ts';
import { isPaired } from '../rules.ts';
import { beginPartnership } from './begin-partnership.ts';

const NONCE_BYTES = 16;

/** An invitation that was pasted here, read and verified. */
export type Pasted = { readonly invitation: Invitation; readonly inviter: NodeDocument };

/** What the inviter's node answered, verified. */
export type Agreement = { readonly document: NodeDocument; readonly jws: string; readonly inviterNonce: string; readonly announcedVersion: number };

/**
 * Our nonce for one invitation: the same whenever it is asked for, so that an attempt whose answer was lost can be
 * repeated, and known to nobody before we show it.
 */
function inviteeNonceFor({ pseudonymKey }: OwnIdentity, { secret }: Invitation): string {
  return createHmac('sha256', pseudonymKey).update('adjoin invitee nonce v1\n').update(secret).digest().subarray(0, NONCE_BYTES).toString('base64url');
}

/** Did this very invitation begin the partnership that we have? */
function isFrom(known: Partnership, inviteeNonce: string): boolean {
  return known.is_inviter === 0 && known.invitee_nonce === inviteeNonce;
}

/**
 * The invitee's side: shows the inviter's node our document and the secret. Changes nothing here. Undefined where this
 * invitation has been accepted here before.
 * @throws Problem 409 `self-pairing`, `already-paired`, `partner-unreachable`, `wrong-node`, `broken-commitment` or what the other node refused with, 410 `invitation-expired`
 */
export async function askToPair(context: NodeContext, { invitation, inviter }: Pasted): Promise<Agreement | undefined> {
  const { identity, database, clock } = context;
  if (inviter.id === identity.did) throw selfPairing();
  const inviteeNonce = inviteeNonceFor(identity, invitation);
  const known = await findPartnershipWith(database.read, inviter.id);
  if (known !== undefined && isFrom(known, inviteeNonce)) return undefined;
  if (known !== undefined && isPaired(known.state)) throw alreadyPaired();
  if (instantOf(clock.now()) >= invitation.expires) throw invitationExpired();

  const announcedVersion = identity.document.version;
  const answer = await send(context, inviter, { secret: invitation.secret, document: identity.documentJws, invitee_nonce: inviteeNonce });
  const document = readDocument(answer.document);
  if (document?.id !== inviter.id) throw wrongNode();
  const isCommitted = commitNonce(answer.inviter_nonce) === invitation.commitment;
  if (!isCommitted || answer.inviter_nonce === inviteeNonce) throw brokenCommitment();
  const newest = document.version >= inviter.version ? { document, jws: answer.document } : { document: inviter, jws: invitation.document };
  return { ...newest, inviterNonce: answer.inviter_nonce, announcedVersion };
}

/**
 * Files what was agreed. Pasting an invitation twice gives the same partner.
 * @throws Problem 409 `invitation-used` where the partnership that it began has ended, or `already-paired`
 */
export async function acceptInvitation(tx: Tx, context: NodeContext, { invitation, inviter, agreement, personId }: Pasted & { agreement: Agreement | undefined; personId: string }): Promise<Partnership> {
  const inviteeNonce = inviteeNonceFor(context.identity, invitation);
  const known = await findPartnershipWith(tx.db, inviter.id);
  if (known !== undefined && isFrom(known, inviteeNonce)) {
    if (!isPaired(known.state)) throw invitationUsed();
    return known;
  }
  if (known !== undefined && isPaired(known.state)) throw alreadyPaired();
  if (agreement === undefined) throw invitationUsed();
  return beginPartnership(tx, context, { ...agreement, isInviter: false, inviteeNonce, actor: personId });
}

async function send(context: NodeContext, inviter: NodeDocument, request: PairingRequest): Promise<PairingAnswer> {
  const [address] = inviter.addresses;
  if (address === undefined) throw wrongNode();
  const answer = await sendSigned(context, {
    address,
    method: 'POST',
    path: '/federation/v1/pairings',
    body: Buffer.from(JSON.stringify(request)),
    deadlineMs: PAIRING_DEADLINE_MS,
    maxAnswerBytes: MAX_PAIRING_BYTES,
  }).catch((error: unknown) => {
    throw error instanceof TransportFault ? partnerUnreachable(error.kind) : error;
  });
  if (answer.status !== 200) throw refusalOf(answer);
  const parsed = pairingAnswer.safeParse(readJson(answer.body));
  if (!parsed.success) throw wrongNode();
  return parsed.data;
}

/** Undefined for what is not strict JSON. */
function readJson(bytes: Uint8Array): unknown {
  try {
    return parseStrictJsonBytes(bytes);
  } catch (error) {
    if (error instanceof Problem) return undefined;
    throw error;
  }
}

function readDocument(jws: string): NodeDocument | undefined {
  try {
    return verifyNodeDocument(jws);
  } catch (error) {
    if (error instanceof Problem) return undefined;
    throw error;
  }
}

const refusal = z.looseObject({ code: z.string().regex(/^[a-z0-9-]{1,64}$/) });
const refusals: Readonly<Record<string, () => Problem>> = {
  'not-found': invitationUnknown,
  'invitation-used': invitationUsed,
  'invitation-expired': invitationExpired,
  'invitation-revoked': invitationRevoked,
  'already-paired': alreadyPaired,
};

/** Our people hear what the other node refused in our own words, never in its. */
function refusalOf({ status, body }: Answer): Problem {
  const parsed = refusal.safeParse(readJson(body));
  const code = parsed.success ? parsed.data.code : `status-${status}`;
  return Object.hasOwn(refusals, code) ? (refusals[code] as () => Problem)() : invitationRefused(code);
}
