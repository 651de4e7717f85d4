import { Problem } from '@adjoin/protocol/problem';
import { describe, expect, it } from 'vitest';
import {
  checkAnswer, checkChannelQuota, checkNewMembers, checkRemoval, checkRename, checkShare, mayManage, MAX_CHANNEL_COMPANIES, MAX_CHANNEL_MEMBERS,
  MAX_CHANNELS, type NewMemberFacts, type ShareFacts,
} from './rules.ts';

const alder = 'did:key:alder';
const birch = 'did:key:birch';
const internal = { perimeter: 'internal', state: 'active', host: alder } as const;
const shared = { perimeter: 'shared', state: 'active', host: alder } as const;

/** The code of the refusal; `allowed` where there is none. */
function verdictOf(check: () => void): string {
  try {
    check();
    return 'allowed';
  } catch (error) {
    if (error instanceof Problem) return error.code;
    throw error;
  }
}

describe('who may see and change a channel', () => {
  it.each([
    ['a member and an internal channel', { role: 'member', isMember: true, channel: internal }, true],
    ['a member and a shared channel', { role: 'member', isMember: true, channel: shared }, true],
    ['an administrator who is not in it and a shared channel', { role: 'admin', isMember: false, channel: shared }, true],
    ['an administrator who is not in it and an internal channel', { role: 'admin', isMember: false, channel: internal }, false],
    ['a colleague who is not in it and a shared channel', { role: 'member', isMember: false, channel: shared }, false],
    ['a colleague who is not in it and an internal channel', { role: 'member', isMember: false, channel: internal }, false],
  ] as const)('%s', (_what, facts, expected) => {
    expect(mayManage(facts)).toBe(expected);
  });

  it.each([
    ['an internal channel', { channel: internal, self: alder }, 'allowed'],
    ['a shared channel that we host', { channel: shared, self: alder }, 'allowed'],
    ['a shared channel of another host', { channel: shared, self: birch }, 'not-host'],
  ] as const)('renames %s', (_what, facts, expected) => {
    expect(verdictOf(() => checkRename(facts))).toBe(expected);
  });
});

describe('who may be brought into a channel', () => {
  const ours = { id: 'ours', isLocal: true, isActive: true };
  const facts: NewMemberFacts = { channel: shared, wanted: ['ours'], field: 'person_ids', found: [ours], members: 1 };
  it.each([
    ['an active person of ours', {}, 'allowed'],
    ['somebody while we wait for the host', { channel: { ...shared, state: 'joining' } }, 'allowed'],
    ['the last who fits', { members: MAX_CHANNEL_MEMBERS - 1 }, 'allowed'],
    ['the same person twice', { wanted: ['ours', 'ours'], members: MAX_CHANNEL_MEMBERS - 1 }, 'allowed'],
    ['one too many', { members: MAX_CHANNEL_MEMBERS }, 'member-quota'],
    ['nobody known', { found: [] }, 'unknown-people'],
    ['a partner\'s person', { found: [{ ...ours, isLocal: false }] }, 'unknown-people'],
    ['a deactivated person', { found: [{ ...ours, isActive: false }] }, 'unknown-people'],
    ['one known and one unknown', { wanted: ['ours', 'theirs'] }, 'unknown-people'],
    ['anybody once we have left', { channel: { ...shared, state: 'left' } }, 'channel-left'],
  ] as const)('%s', (_what, change, expected) => {
    expect(verdictOf(() => checkNewMembers({ ...facts, ...change }))).toBe(expected);
  });

  it('names each person who cannot be brought in by their place in the request', () => {
    expect(() => checkNewMembers({ ...facts, wanted: ['a', 'ours', 'b'], field: 'member_ids' })).toThrow(
      expect.objectContaining({ errors: [expect.objectContaining({ pointer: '/member_ids/0' }), expect.objectContaining({ pointer: '/member_ids/2' })] }),
    );
  });
});

describe('who may be taken out of a channel', () => {
  const ben = { person_id: 'ben', node: alder };
  it.each([
    ['oneself', { actor: { id: 'ben', role: 'member' }, member: ben, self: alder }, 'allowed'],
    ['a colleague, by an administrator', { actor: { id: 'ada', role: 'admin' }, member: ben, self: alder }, 'allowed'],
    ['a colleague, by another', { actor: { id: 'cleo', role: 'member' }, member: ben, self: alder }, 'admin-only'],
    ['a partner\'s person, by an administrator', { actor: { id: 'ada', role: 'admin' }, member: { ...ben, node: birch }, self: alder }, 'foreign-member'],
    ['who is not in it', { actor: { id: 'ada', role: 'admin' }, member: undefined, self: alder }, 'not-found'],
  ] as const)('%s', (_what, facts, expected) => {
    expect(verdictOf(() => checkRemoval(facts))).toBe(expected);
  });
});

describe('which company may be invited', () => {
  const facts: ShareFacts = { role: 'admin', channel: shared, self: alder, partner: 'active', membership: undefined, companies: 1 };
  it.each([
    ['an active partner', {}, 'allowed'],
    ['a partner that declined before', { membership: 'removed' }, 'allowed'],
    ['by somebody who is no administrator', { role: 'member' }, 'admin-only'],
    ['into an internal channel', { channel: internal }, 'internal-channel'],
    ['into a channel of another host', { self: birch }, 'not-host'],
    ['a company that is no partner', { partner: undefined }, 'unknown-partner'],
    ['a partner not yet confirmed', { partner: 'requested' }, 'partner-not-active'],
    ['a suspended partner', { partner: 'suspended' }, 'partner-not-active'],
    ['a former partner', { partner: 'ended' }, 'partner-not-active'],
    ['a partner that is invited', { membership: 'invited' }, 'already-shared'],
    ['a partner that is in', { membership: 'active' }, 'already-shared'],
    ['one company too many', { companies: MAX_CHANNEL_COMPANIES }, 'company-quota'],
  ] as const)('%s', (_what, change, expected) => {
    expect(verdictOf(() => checkShare({ ...facts, ...change }))).toBe(expected);
  });
});

describe('which invitation may be answered', () => {
  it.each([
    ['a pending one', { role: 'admin', invitation: { state: 'pending' }, partner: 'active' }, 'allowed'],
    ['by somebody who is no administrator', { role: 'member', invitation: { state: 'pending' }, partner: 'active' }, 'admin-only'],
    ['by somebody who is no administrator, and there is none', { role: 'member', invitation: undefined, partner: undefined }, 'admin-only'],
    ['one that is not there', { role: 'admin', invitation: undefined, partner: undefined }, 'not-found'],
    ['an accepted one', { role: 'admin', invitation: { state: 'accepted' }, partner: 'active' }, 'already-decided'],
    ['a declined one', { role: 'admin', invitation: { state: 'rejected' }, partner: 'active' }, 'already-decided'],
    ['a withdrawn one', { role: 'admin', invitation: { state: 'withdrawn' }, partner: 'active' }, 'already-decided'],
    ['one of a suspended partner', { role: 'admin', invitation: { state: 'pending' }, partner: 'suspended' }, 'partner-not-active'],
    ['one of a former partner', { role: 'admin', invitation: { state: 'pending' }, partner: 'ended' }, 'partner-not-active'],
  ] as const)('%s', (_what, facts, expected) => {
    expect(verdictOf(() => checkAnswer(facts))).toBe(expected);
  });
});

it('[THREAT-29] bounds the channels of a node', () => {
  expect(verdictOf(() => checkChannelQuota(MAX_CHANNELS - 1))).toBe('allowed');
  expect(verdictOf(() => checkChannelQuota(MAX_CHANNELS))).toBe('channel-quota');
});
