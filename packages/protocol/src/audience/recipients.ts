/**
 * Who receives an entry of a log. The most important function in the house: everything that leaves a node leaves
 * because this said so, and whatever it does not know it refuses (rules AUD-1 … AUD-5).
 */

export type ChannelMembership = { readonly node: string; readonly state: 'invited' | 'active' | 'removed' };
export type PartnershipState = 'requested' | 'active' | 'suspended' | 'ended';

export type LogSubject =
  | {
      readonly kind: 'channel';
      readonly perimeter: 'internal' | 'shared';
      readonly members: readonly ChannelMembership[];
    }
  | { readonly kind: 'partnership'; readonly partner: string };

export type AudienceFacts = {
  readonly self: string;
  readonly subject: LogSubject;
  /** The state of our partnership with a node; undefined for a node that we are not paired with. */
  readonly partnershipWith: (node: string) => PartnershipState | undefined;
};

/**
 * A partnership log carries the pairing itself, so it also flows before both admins have confirmed, and once more after
 * the end, so that the partner learns of it (rule AUD-3).
 */
function mayReceivePartnershipLog(state: PartnershipState | undefined): boolean {
  return state === 'requested' || state === 'active' || state === 'ended';
}

/** The nodes, other than ourselves, that receive the log's entries directly from us. */
export function recipientsOf({ self, subject, partnershipWith }: AudienceFacts): readonly string[] {
  if (subject.kind === 'partnership') {
    return subject.partner !== self && mayReceivePartnershipLog(partnershipWith(subject.partner)) ? [subject.partner] : [];
  }
  if (subject.perimeter !== 'shared') return [];
  const weAreIn = subject.members.some((member) => member.node === self && member.state === 'active');
  if (!weAreIn) return [];
  return subject.members
    .filter((member) => member.node !== self && member.state === 'active' && partnershipWith(member.node) === 'active')
    .map((member) => member.node);
}
