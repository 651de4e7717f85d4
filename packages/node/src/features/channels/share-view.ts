import * as z from 'zod';
import type { Selectable } from 'kysely';
import { companySchema } from '../people/person-view.ts';
import type { CompanyNames } from './channel-view.ts';
import type { ChannelTables } from './tables.ts';

/** The place of another company in a channel that we host. */
export const shareSchema = z.object({
  partner: companySchema,
  state: z.enum(['invited', 'active', 'removed']),
  reason: z.string().describe('why the company is not in: `withdrawn`, `removed`, or the reason that its administrator gave'),
  changed_at: z.string(),
});

export function viewShare({ node, state, reason, changed_at }: Selectable<ChannelTables['channel_nodes']>, nameOf: CompanyNames): z.infer<typeof shareSchema> {
  return { partner: nameOf(node), state, reason, changed_at };
}

/** A partner's invitation into a channel of theirs. */
export const shareInvitationSchema = z.object({
  id: z.string().describe('`shar_…`'),
  host: companySchema,
  name: z.string().describe('of the channel'),
  topic: z.string(),
  state: z.enum(['pending', 'accepted', 'rejected', 'withdrawn']),
  received_at: z.string(),
  decided_at: z.string().nullable(),
});

export function viewShareInvitation(row: Selectable<ChannelTables['share_invitations']>, nameOf: CompanyNames): z.infer<typeof shareInvitationSchema> {
  const { id, host, name, topic, state, received_at, decided_at } = row;
  return { id, host: nameOf(host), name, topic, state, received_at, decided_at };
}
