import { pairingWords, type PairingLanguage } from '@adjoin/protocol/pairing/words';
import * as z from 'zod';
import type { NodeContext } from '../../context.ts';
import { transcriptOf, type PairingInvitation, type PartnershipWithNode } from './queries.ts';
import { invitationState } from './rules.ts';

const instant = z.string().describe('RFC 3339, UTC');

export const partnerSchema = z.object({
  id: z.string().describe('`part_…`'),
  did: z.string().describe('DID of the company\'s node'),
  name: z.string(),
  state: z.enum(['requested', 'active', 'suspended', 'ended']).describe('`requested` until the administrators of both companies have typed the words back'),
  reason: z.string().nullable().describe('Why it is suspended or ended: an administrator\'s words, or `wrong-words` or `ended-by-partner`'),
  address: z.string().describe('Where the company\'s node is reached'),
  words: z.array(z.string()).nullable().describe('The six words that both administrators compare; null unless `requested`, and for members'),
  sentence: z.string().optional().describe('The words as a sentence, to be read aloud'),
  confirm_positions: z.array(z.int()).describe('The two words to type back, counted from 1; empty where `words` is null'),
  confirmed_by_us_at: instant.nullable(),
  confirmed_by_partner_at: instant.nullable(),
  created_at: instant,
});
export type PartnerView = z.infer<typeof partnerSchema>;

type Viewer = { readonly isAdmin: boolean; readonly language: PairingLanguage };

/** A partner as our people see it. The words are for administrators, and only while they are being compared. */
export function partnerView({ identity }: NodeContext, row: PartnershipWithNode, { isAdmin, language }: Viewer): PartnerView {
  const showsWords = isAdmin && row.state === 'requested';
  const spoken = showsWords ? pairingWords(transcriptOf(row, identity.did), language) : undefined;
  return {
    id: row.id,
    did: row.node,
    name: row.name,
    state: row.state,
    reason: row.reason === '' ? null : row.reason,
    address: row.address_url,
    words: spoken?.words ?? null,
    ...(spoken === undefined ? {} : { sentence: spoken.sentence }),
    confirm_positions: showsWords ? (JSON.parse(row.confirm_positions) as number[]) : [],
    confirmed_by_us_at: row.confirmed_by_us_at,
    confirmed_by_partner_at: row.confirmed_by_partner_at,
    created_at: row.created_at,
  };
}

export const invitationSchema = z.object({
  id: z.string().describe('`invi_…`'),
  note: z.string().describe('For whom it is, in the words of who made it'),
  state: z.enum(['open', 'used', 'expired', 'revoked']),
  created_by: z.string().describe('Id of a person'),
  created_at: instant,
  expires_at: instant,
  used_at: instant.nullable(),
  used_by: z.string().nullable().describe('DID of the node that used it'),
  revoked_at: instant.nullable(),
});

/** An invitation as administrators see it later: without its secret, which nobody has kept. */
export function invitationView(row: PairingInvitation, now: string): z.infer<typeof invitationSchema> {
  const { id, note, created_by, created_at, expires_at, used_at, used_by, revoked_at } = row;
  return { id, note, state: invitationState(row, now), created_by, created_at, expires_at, used_at, used_by, revoked_at };
}
