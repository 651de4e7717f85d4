import { pairingWords } from '@adjoin/protocol/pairing/words';
import { describe, expect, it } from 'vitest';
import { areTheWords, choosePositions, invitationState, mayChangeState, weakensTransport } from './rules.ts';

const alder = 'did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK';
const birch = 'did:key:z6MkpTHR8VNsBxYAAWHut2Geadd9jSwuBV8xRoAnwWsdvktH';
const transcript = { inviter: alder, invitee: birch, inviterNonce: 'AAAAAAAAAAAAAAAAAAAAAA', inviteeNonce: 'AQAAAAAAAAAAAAAAAAAAAA' };
const states = ['requested', 'active', 'suspended', 'ended'] as const;

describe('areTheWords', () => {
  const english = pairingWords(transcript, 'en').words as [string, string, string, string, string, string];
  const french = pairingWords(transcript, 'fr').words as [string, string, string, string, string, string];
  const asked = { transcript, positions: [2, 5] };

  it.each([
    ['the words asked for', [english[1], english[4]]],
    ['the words in another language, at their places there', [french[1], french[4]]],
    ['the words in capitals and with blanks', [` ${english[1].toUpperCase()}`, `${english[4]} `]],
  ])('takes %s', (_what, typed) => {
    expect(areTheWords(typed, asked)).toBe(true);
  });

  it.each([
    ['the words of other positions', [english[0], english[4]]],
    ['the words in the wrong order', [english[4], english[1]]],
    ['one word', [english[1]]],
    ['no words', []],
    ['three words', [english[1], english[4], english[5]]],
    ['blanks', ['', '']],
    ['a word of each language', [english[1], french[3]]],
  ])('refuses %s', (_what, typed) => {
    expect(areTheWords(typed, asked)).toBe(false);
  });

  it('refuses the words that somebody between the two would see', () => {
    const other = pairingWords({ ...transcript, inviteeNonce: 'AgAAAAAAAAAAAAAAAAAAAA' }, 'en').words;
    expect(areTheWords([other[1] as string, other[4] as string], asked)).toBe(false);
  });
});

describe('choosePositions', () => {
  it('draws every pair of different positions, and no other', () => {
    const pairs = new Set<string>();
    for (let bytes = 0; bytes < 65_536; bytes += 1) pairs.add(choosePositions(Uint8Array.of(bytes >> 8, bytes & 0xff)).join());
    const all = [1, 2, 3, 4, 5].flatMap((first) => [2, 3, 4, 5, 6].filter((second) => second > first).map((second) => `${first},${second}`));
    expect([...pairs].toSorted()).toEqual(all.toSorted());
  });
});

describe('invitationState', () => {
  const open = { expires_at: '2026-12-01T00:00:00.000Z', used_at: null, revoked_at: null };
  const early = '2026-11-30T23:59:59.999Z';
  it.each([
    ['open', open, early],
    ['expired', open, open.expires_at],
    ['used', { ...open, used_at: early }, early],
    ['used', { ...open, used_at: early }, '2027-01-01T00:00:00.000Z'],
    ['revoked', { ...open, revoked_at: early }, early],
  ])('is %s', (state, facts, now) => {
    expect(invitationState(facts, now)).toBe(state);
  });
});

describe('mayChangeState', () => {
  const allowed = new Set(['requested ended', 'active suspended', 'active ended', 'suspended active', 'suspended ended']);
  it.each(states.flatMap((from) => states.map((to) => [from, to] as const)))('judges %s to %s', (from, to) => {
    expect(mayChangeState(from, to)).toBe(allowed.has(`${from} ${to}`));
  });
});

describe('weakensTransport', () => {
  const address = (url: string) => ({ address_url: url, address_pin: null });
  it.each([
    ['https://birch.example', 'http://birch.example', true],
    ['https://birch.example', 'https://birch.test', false],
    ['http://birch.example', 'http://birch.test', false],
    ['http://birch.example', 'https://birch.example', false],
  ])('judges %s to %s', (known, next, verdict) => {
    expect(weakensTransport(address(known), address(next))).toBe(verdict);
  });
});
