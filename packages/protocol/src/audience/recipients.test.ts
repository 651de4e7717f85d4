import { describe, expect, it } from 'vitest';
import { recipientsOf, type AudienceFacts, type ChannelMembership, type PartnershipState } from './recipients.ts';

const alder = 'did:key:alder';
const birch = 'did:key:birch';
const cedar = 'did:key:cedar';

function shared(members: readonly ChannelMembership[], states: Record<string, PartnershipState>): AudienceFacts {
  return { self: alder, subject: { kind: 'channel', perimeter: 'shared', members }, partnershipWith: (node) => states[node] };
}

const everyone: ChannelMembership[] = [
  { node: alder, state: 'active' },
  { node: birch, state: 'active' },
  { node: cedar, state: 'active' },
];

describe('recipientsOf', () => {
  it('[AUD-1] names active members that we are actively paired with, never ourselves', () => {
    expect(recipientsOf(shared(everyone, { [birch]: 'active', [cedar]: 'active' }))).toEqual([birch, cedar]);
  });

  const refusals: [string, AudienceFacts][] = [
    ['an internal channel', { self: alder, subject: { kind: 'channel', perimeter: 'internal', members: everyone }, partnershipWith: () => 'active' }],
    ['a member that we are not paired with', shared(everyone, {})],
    ['a partner that is only requested', shared(everyone, { [birch]: 'requested' })],
    ['a suspended partner', shared(everyone, { [birch]: 'suspended' })],
    ['an ended partner', shared(everyone, { [birch]: 'ended' })],
    ['an invited company that has not accepted', shared([{ node: alder, state: 'active' }, { node: birch, state: 'invited' }], { [birch]: 'active' })],
    ['a removed company', shared([{ node: alder, state: 'active' }, { node: birch, state: 'removed' }], { [birch]: 'active' })],
    ['a partner outside the channel', shared([{ node: alder, state: 'active' }], { [birch]: 'active' })],
    ['a channel that we are not in', shared([{ node: birch, state: 'active' }], { [birch]: 'active' })],
    ['a channel that we left', shared([{ node: alder, state: 'removed' }, { node: birch, state: 'active' }], { [birch]: 'active' })],
    ['ourselves as our own partner', { self: alder, subject: { kind: 'partnership', partner: alder }, partnershipWith: () => 'active' }],
    ['the partnership log of a suspended partner', { self: alder, subject: { kind: 'partnership', partner: birch }, partnershipWith: () => 'suspended' }],
    ['the partnership log of a stranger', { self: alder, subject: { kind: 'partnership', partner: birch }, partnershipWith: () => undefined }],
  ];
  it.each(refusals)('[AUD-2] refuses %s', (_name, facts) => expect(recipientsOf(facts)).toEqual([]));

  it.each(['requested', 'active', 'ended'] as const)('[AUD-3] lets the partnership log flow while the partnership is %s', (state) => {
    expect(recipientsOf({ self: alder, subject: { kind: 'partnership', partner: birch }, partnershipWith: () => state })).toEqual([birch]);
  });
});
