import type { PartnershipState } from '@adjoin/protocol/audience/recipients';
import type { ProblemPlace } from '@adjoin/protocol/problem';
import { adminOnly, notFound } from '../../http/problems.ts';
import {
  alreadyDecided, alreadyShared, channelLeft, channelQuota, companyQuota, foreignMember, internalChannel, memberQuota, notHost, partnerNotActive,
  removesOthers, unknownPartner, unknownPeople,
} from './problems.ts';
import type { ChannelTables } from './tables.ts';

/** Most channels of one node, of its own making and accepted (THREATS 29). */
export const MAX_CHANNELS = 10_000;
/** Most people in one channel, of all companies together. */
export const MAX_CHANNEL_MEMBERS = 10_000;
/** Most companies in one shared channel, the host and those invited included. */
export const MAX_CHANNEL_COMPANIES = 200;
/** Most people brought in by one request. */
export const MAX_MEMBERS_PER_REQUEST = 1_000;
/** Most unanswered invitations of one partner. */
export const MAX_PENDING_INVITATIONS = 100;

type Channel = Pick<ChannelTables['channels'], 'perimeter' | 'state' | 'host'>;
type Role = 'admin' | 'member';

/**
 * Who is in a channel sees it. An administrator also sees every shared channel, since all of them are the company's
 * border, but no internal one; reading posts takes membership either way.
 */
export function mayManage({ role, isMember, channel }: { role: Role; isMember: boolean; channel: Channel }): boolean {
  return isMember || (role === 'admin' && channel.perimeter === 'shared');
}

/** @throws Problem 403 `not-host`: name and topic of a shared channel are the host's to change (rule CHN-5) */
export function checkRename({ channel, self }: { channel: Channel; self: string }): void {
  if (channel.perimeter === 'shared' && channel.host !== self) throw notHost();
}

/** @throws Problem 422 `channel-quota` */
export function checkChannelQuota(channels: number): void {
  if (channels >= MAX_CHANNELS) throw channelQuota(MAX_CHANNELS);
}

export type Candidate = { readonly id: string; readonly isLocal: boolean; readonly isActive: boolean };

export type NewMemberFacts = {
  readonly channel: Channel;
  readonly wanted: readonly string[];
  /** Where the request names them. */
  readonly field: 'person_ids' | 'member_ids';
  readonly found: readonly Candidate[];
  /** In the channel already, of all companies. */
  readonly members: number;
};

/**
 * Each company brings in its own people only.
 * @throws Problem 409 `channel-left`, 422 `unknown-people` or `member-quota`
 */
export function checkNewMembers({ channel, wanted, field, found, members }: NewMemberFacts): void {
  if (channel.state === 'left') throw channelLeft();
  const eligible = new Set(found.filter((person) => person.isLocal && person.isActive).map((person) => person.id));
  const errors: ProblemPlace[] = wanted.flatMap((id, index) =>
    eligible.has(id) ? [] : [{ pointer: `/${field}/${index}`, detail: 'is not an active person of your company' }],
  );
  if (errors.length > 0) throw unknownPeople(errors);
  if (members + new Set(wanted).size > MAX_CHANNEL_MEMBERS) throw memberQuota(MAX_CHANNEL_MEMBERS);
}

/** @throws Problem 403 `admin-only` or `foreign-member`, 404 for who is not in the channel */
export function checkRemoval({ actor, member, self }: { actor: { id: string; role: Role }; member: { person_id: string; node: string } | undefined; self: string }): void {
  if (member === undefined) throw notFound();
  if (member.node !== self) throw foreignMember();
  if (actor.id !== member.person_id && actor.role !== 'admin') throw removesOthers();
}

/** @throws Problem 403 `admin-only` or `not-host`, 422 `internal-channel`: who may decide at all which companies are in */
export function checkSharing({ role, channel, self }: { role: Role; channel: Channel; self: string }): void {
  if (role !== 'admin') throw adminOnly();
  if (channel.perimeter !== 'shared') throw internalChannel();
  if (channel.host !== self) throw notHost();
}

export type ShareFacts = {
  readonly role: Role;
  readonly channel: Channel;
  readonly self: string;
  /** State of the partnership; undefined where there is no such partner. */
  readonly partner: PartnershipState | undefined;
  readonly membership: 'invited' | 'active' | 'removed' | undefined;
  /** In the channel or invited, the host included. */
  readonly companies: number;
};

/**
 * May this partner be invited to this channel?
 * @throws Problem saying why not
 */
export function checkShare({ role, channel, self, partner, membership, companies }: ShareFacts): void {
  checkSharing({ role, channel, self });
  if (partner === undefined) throw unknownPartner();
  if (partner !== 'active') throw partnerNotActive();
  if (membership === 'invited' || membership === 'active') throw alreadyShared();
  if (companies >= MAX_CHANNEL_COMPANIES) throw companyQuota(MAX_CHANNEL_COMPANIES);
}

/** May this invitation be answered? @throws Problem 403, 404 or 409 */
export function checkAnswer({ role, invitation, partner }: { role: Role; invitation: { state: ChannelTables['share_invitations']['state'] } | undefined; partner: PartnershipState | undefined }): void {
  if (role !== 'admin') throw adminOnly();
  if (invitation === undefined) throw notFound();
  if (invitation.state !== 'pending') throw alreadyDecided();
  if (partner !== 'active') throw partnerNotActive();
}
