import { describe, expect, it } from 'vitest';
import type { ApplyOutcome } from '../../replication/activity-handler.ts';
import { MAX_CHANNEL_COMPANIES, MAX_PENDING_INVITATIONS } from '../rules.ts';
import { judgeAnswer, judgeHostEntry, judgeInvite, judgeOrganization, judgePerson, judgeUndoInvite } from './rules.ts';

const alder = 'did:key:alder';
const birch = 'did:key:birch';
const cedar = 'did:key:cedar';
const channel = { did: `${alder}/channels/1`, host: alder };

function codeOf(verdict: ApplyOutcome | string | undefined): string {
  if (verdict === undefined) return 'believed';
  if (typeof verdict === 'string') return verdict;
  return verdict.status === 'applied' ? 'believed' : verdict.code;
}

describe('what is said of the channel itself', () => {
  const facts = { actor: `${alder}/people/1`, named: channel.did, origin: alder, channel };
  it.each([
    ['by the host', {}, 'believed'],
    ['by another member', { origin: birch, actor: `${birch}/people/1` }, 'not-host'],
    ['by another member in the name of the host\'s person', { origin: birch }, 'not-host'],
    ['by the host in the name of another company\'s person', { actor: `${birch}/people/1` }, 'actor-mismatch'],
    ['in the log of another channel', { named: `${alder}/channels/2` }, 'wrong-channel'],
  ])('[CHN-5] %s', (_what, change, expected) => {
    expect(codeOf(judgeHostEntry({ ...facts, ...change }))).toBe(expected);
  });
});

describe('what is said of people', () => {
  const facts = { actor: `${birch}/people/1`, person: `${birch}/people/2`, target: channel.did, origin: birch, channel };
  it.each([
    ['by their own company', {}, 'believed'],
    ['by another company', { person: `${alder}/people/2` }, 'origin-mismatch'],
    ['by a company whose DID merely begins alike', { person: `${birch}x/people/2` }, 'origin-mismatch'],
    ['in the name of another company\'s person', { actor: `${alder}/people/1` }, 'actor-mismatch'],
    ['in the log of another channel', { target: `${alder}/channels/2` }, 'wrong-channel'],
  ])('[THREAT-13] %s', (_what, change, expected) => {
    expect(codeOf(judgePerson({ ...facts, ...change }))).toBe(expected);
  });
});

describe('companies that the host takes in or out', () => {
  it.each([
    ['one more', { node: birch, companies: 1 }, 'believed'],
    ['one too many', { node: birch, companies: MAX_CHANNEL_COMPANIES }, 'company-quota'],
    ['out', { node: birch, companies: undefined }, 'believed'],
    ['itself out', { node: alder, companies: undefined }, 'host-removal'],
  ])('%s', (_what, facts, expected) => {
    expect(codeOf(judgeOrganization({ ...facts, channel }))).toBe(expected);
  });
});

describe('an invitation', () => {
  const facts = { actor: `${alder}/people/1`, channel: channel.did, target: birch, origin: alder, self: birch, partner: 'active', channelState: undefined, pending: 0 } as const;
  it.each([
    ['into a partner\'s channel', {}, 'file'],
    ['back into a channel that we left', { channelState: 'left' }, 'file'],
    ['into a channel that we are in', { channelState: 'active' }, 'ignore'],
    ['into a channel whose host we wait for', { channelState: 'joining' }, 'ignore'],
    ['into one of our own channels', { channel: `${birch}/channels/1` }, 'not-host'],
    ['into a third company\'s channel', { channel: `${cedar}/channels/1` }, 'not-host'],
    ['for another company', { target: cedar }, 'wrong-target'],
    ['in the name of another company\'s person', { actor: `${birch}/people/1` }, 'actor-mismatch'],
    ['of a node that is no partner', { partner: undefined }, 'not-paired'],
    ['of a partner not yet confirmed', { partner: 'requested' }, 'not-paired'],
    ['of a suspended partner', { partner: 'suspended' }, 'not-paired'],
    ['of a former partner', { partner: 'ended' }, 'not-paired'],
    ['too many', { pending: MAX_PENDING_INVITATIONS }, 'invitation-quota'],
  ] as const)('[THREAT-9] %s', (_what, change, expected) => {
    expect(codeOf(judgeInvite({ ...facts, ...change }))).toBe(expected);
  });

  it.each([
    ['by its host', {}, 'believed'],
    ['by another company', { origin: cedar, actor: `${cedar}/people/1` }, 'not-host'],
    ['for another company', { target: cedar }, 'wrong-target'],
    ['in the name of another company\'s person', { actor: `${birch}/people/1` }, 'actor-mismatch'],
  ])('undone %s', (_what, change, expected) => {
    const { actor, channel: named, target, origin, self } = facts;
    expect(codeOf(judgeUndoInvite({ actor, channel: named, target, origin, self, ...change }))).toBe(expected);
  });
});

describe('an answer to our invitation', () => {
  const shared = { host: alder, perimeter: 'shared' } as const;
  const facts = { actor: `${birch}/people/1`, origin: birch, channel: shared, self: alder, invite: 'invite-1', membership: { state: 'invited', invite: 'invite-1' } } as const;
  it.each([
    ['of whom we invited', {}, 'take'],
    ['given twice', { membership: { state: 'active', invite: 'invite-1' } }, 'ignore'],
    ['that crossed our withdrawal', { membership: { state: 'removed', invite: 'invite-1' } }, 'ignore'],
    ['to an invitation that we never made', { invite: 'invite-2' }, 'not-invited'],
    ['of a company that we never invited', { membership: undefined }, 'not-invited'],
    ['for a channel that is not there', { channel: undefined, membership: undefined }, 'not-invited'],
    ['for an internal channel', { channel: { ...shared, perimeter: 'internal' } }, 'not-invited'],
    ['for a channel of another host', { channel: { ...shared, host: cedar } }, 'not-invited'],
    ['in the name of another company\'s person', { actor: `${alder}/people/1` }, 'actor-mismatch'],
  ] as const)('[THREAT-13] %s', (_what, change, expected) => {
    expect(codeOf(judgeAnswer({ ...facts, ...change }))).toBe(expected);
  });
});
