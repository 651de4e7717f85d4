import type { PartnershipState } from '@adjoin/protocol/audience/recipients';
import { ownerOf } from '@adjoin/protocol/identifiers/ids';
import type { ApplyOutcome } from '../../replication/activity-handler.ts';
import { MAX_CHANNEL_COMPANIES, MAX_PENDING_INVITATIONS } from '../rules.ts';
import type { ChannelTables } from '../tables.ts';

/** An activity that will never apply; `detail` is for our administrator. */
export function quarantined(code: string, detail: string): ApplyOutcome {
  return { status: 'quarantined', code, detail };
}

type ChannelFacts = { readonly did: string; readonly host: string };

function judgeActor(actor: string, origin: string): ApplyOutcome | undefined {
  return ownerOf(actor) === origin ? undefined : quarantined('actor-mismatch', 'The actor is not of the company whose log this is.');
}

function judgeChannel(named: string, channel: ChannelFacts): ApplyOutcome | undefined {
  return named === channel.did ? undefined : quarantined('wrong-channel', 'The activity names another channel than the one whose log this is.');
}

function judgeHost(origin: string, channel: ChannelFacts): ApplyOutcome | undefined {
  return origin === channel.host ? undefined : quarantined('not-host', 'Only the host of a channel may say this.');
}

/** Why a statement about the channel itself is not to be believed; undefined where it is (rule CHN-5). */
export function judgeHostEntry({ actor, named, origin, channel }: { actor: string; named: string; origin: string; channel: ChannelFacts }): ApplyOutcome | undefined {
  return judgeHost(origin, channel) ?? judgeActor(actor, origin) ?? judgeChannel(named, channel);
}

/** Why an `Add` or `Remove` of a person is not to be believed: each company speaks for its own people (rule CHN-4, THREATS 13). */
export function judgePerson({ actor, person, target, origin, channel }: { actor: string; person: string; target: string; origin: string; channel: ChannelFacts }): ApplyOutcome | undefined {
  const foreign = ownerOf(person) === origin ? undefined : quarantined('origin-mismatch', 'The person is not of the company whose log this is.');
  return judgeActor(actor, origin) ?? judgeChannel(target, channel) ?? foreign;
}

/** Why a company is not to be taken in or out, where the host says so. */
export function judgeOrganization({ node, channel, companies }: { node: string; channel: ChannelFacts; companies: number | undefined }): ApplyOutcome | undefined {
  if (companies === undefined) return node === channel.host ? quarantined('host-removal', 'A host cannot leave its own channel.') : undefined;
  return companies >= MAX_CHANNEL_COMPANIES ? quarantined('company-quota', `A channel has at most ${MAX_CHANNEL_COMPANIES} companies.`) : undefined;
}

export type InviteFacts = {
  readonly actor: string;
  /** The channel that the invitation, or its withdrawal, names. */
  readonly channel: string;
  readonly target: string;
  readonly origin: string;
  readonly self: string;
};

function judgeInviter({ actor, channel, target, origin, self }: InviteFacts): ApplyOutcome | undefined {
  // A partner can neither invite us into a channel of another company, nor name one of ours (THREATS 9).
  if (ownerOf(channel) !== origin) return quarantined('not-host', 'Only its host may invite into a channel.');
  if (target !== self) return quarantined('wrong-target', 'The invitation is not for our company.');
  return judgeActor(actor, origin);
}

/** What to do with an invitation: `file` it, `ignore` it as known, or quarantine it. */
export function judgeInvite(
  facts: InviteFacts & { partner: PartnershipState | undefined; channelState: ChannelTables['channels']['state'] | undefined; pending: number },
): 'file' | 'ignore' | ApplyOutcome {
  const refusal = judgeInviter(facts);
  if (refusal) return refusal;
  if (facts.partner !== 'active') return quarantined('not-paired', 'Only an active partner may invite.');
  if (facts.channelState === 'active' || facts.channelState === 'joining') return 'ignore';
  if (facts.pending >= MAX_PENDING_INVITATIONS) return quarantined('invitation-quota', `A partner has at most ${MAX_PENDING_INVITATIONS} unanswered invitations.`);
  return 'file';
}

/** Why an `Undo` of an invitation is not to be believed. */
export function judgeUndoInvite(facts: InviteFacts): ApplyOutcome | undefined {
  return judgeInviter(facts);
}

export type AnswerFacts = {
  readonly actor: string;
  readonly origin: string;
  /** The channel that the answer names, if we host it and it is shared. */
  readonly channel: { readonly host: string; readonly perimeter: 'internal' | 'shared' } | undefined;
  readonly self: string;
  /** The Invite that the answer names. */
  readonly invite: string;
  readonly membership: { readonly state: 'invited' | 'active' | 'removed'; readonly invite: string | null } | undefined;
};

/**
 * What to do with an answer to our invitation: `take` it, `ignore` it, since it was taken before or crossed our
 * withdrawal, or quarantine it. An invitation that we never made and a channel that is not there look the same.
 */
export function judgeAnswer({ actor, origin, channel, self, invite, membership }: AnswerFacts): 'take' | 'ignore' | ApplyOutcome {
  const refusal = judgeActor(actor, origin);
  if (refusal) return refusal;
  const invited = channel?.host === self && channel.perimeter === 'shared' && membership?.invite === invite;
  if (!invited) return quarantined('not-invited', 'We made no such invitation.');
  return membership.state === 'invited' ? 'take' : 'ignore';
}
