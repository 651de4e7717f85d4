import { describe, expect, it } from 'vitest';
import { judgeLog, type LogFacts } from './admission.ts';

const alder = 'did:key:alder';
const birch = 'did:key:birch';
const cedar = 'did:key:cedar';
const active = { perimeter: 'shared', state: 'active' } as const;

describe('a log in a channel that we host', () => {
  const facts: LogFacts = { self: alder, partner: birch, host: alder, origin: birch, channel: active, partnerState: 'active', originState: 'active' };
  it.each([
    ['of a member', {}, 'admitted'],
    ['of ours, for a member to read', { origin: alder }, 'admitted'],
    ['of a third member, for a member to read', { origin: cedar }, 'admitted'],
    ['of a company that was in, for a member to read', { origin: cedar, originState: 'removed' }, 'admitted'],
    ['of a company that was never in', { origin: cedar, originState: undefined }, 'refused'],
    ['of a company that is only invited', { origin: cedar, originState: 'invited' }, 'refused'],
    ['in a channel that is not there', { channel: undefined, partnerState: undefined, originState: undefined }, 'refused'],
    ['in an internal channel', { channel: { ...active, perimeter: 'internal' }, partnerState: undefined, originState: undefined }, 'refused'],
    ['in an internal channel, whatever is said of its companies', { channel: { ...active, perimeter: 'internal' } }, 'refused'],
    ['of a partner that is not in', { partnerState: undefined, originState: undefined }, 'refused'],
    ['of a partner that is only invited', { partnerState: 'invited', originState: 'invited' }, 'refused'],
    ['of a partner that was taken out', { partnerState: 'removed', originState: 'removed' }, 'refused'],
    ['of ours, for a partner that was taken out', { origin: alder, partnerState: 'removed' }, 'refused'],
  ] as const)('%s is %s', (_what, change, expected) => {
    expect(judgeLog({ ...facts, ...change })).toBe(expected);
  });
});

describe('a log in a channel that the partner hosts', () => {
  const facts: LogFacts = { self: alder, partner: birch, host: birch, origin: birch, channel: active, partnerState: 'active', originState: 'active' };
  it.each([
    ['of the host', {}, 'admitted'],
    ['of the host, while we wait for it', { channel: { ...active, state: 'joining' } }, 'admitted'],
    ['of ours, while we wait for the host', { channel: { ...active, state: 'joining' }, origin: alder }, 'deferred'],
    ['of the host, once we have left', { channel: { ...active, state: 'left' } }, 'refused'],
    ['in a channel that we never joined', { channel: undefined, partnerState: undefined, originState: undefined }, 'refused'],
    ['of a company of which the host has said nothing', { origin: cedar, originState: undefined }, 'refused'],
  ] as const)('%s is %s', (_what, change, expected) => {
    expect(judgeLog({ ...facts, ...change })).toBe(expected);
  });
});

describe('a log in a channel that a third company hosts', () => {
  const facts: LogFacts = { self: alder, partner: birch, host: cedar, origin: birch, channel: active, partnerState: 'active', originState: 'active' };
  it.each([
    ['of a member', {}, 'admitted'],
    ['of a member, while we wait for the host', { channel: { ...active, state: 'joining' } }, 'deferred'],
    ['of a partner of which the host has not told us yet', { partnerState: undefined, originState: undefined }, 'deferred'],
  ] as const)('%s is %s', (_what, change, expected) => {
    expect(judgeLog({ ...facts, ...change })).toBe(expected);
  });

  it('[THREAT-1] gives a stranger to the channel the same answer whether we are in it or not', () => {
    const stranger = { ...facts, partnerState: undefined, originState: undefined };
    expect(judgeLog({ ...stranger, channel: undefined })).toBe(judgeLog(stranger));
  });
});
