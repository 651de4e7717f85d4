import { describe, expect, it } from 'vitest';
import { pairingId, pairingUrn } from './pairing-id.ts';

const transcript = {
  inviter: 'did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK',
  invitee: 'did:key:z6MkpTHR8VNsBxYAAWHut2Geadd9jSwuBV8xRoAnwWsdvktH',
  inviterNonce: 'AAAAAAAAAAAAAAAAAAAAAA',
  inviteeNonce: 'BBBBBBBBBBBBBBBBBBBBBA',
};

describe('pairingId', () => {
  it('is the same wherever it is computed', () => {
    expect(pairingId(transcript)).toBe('urn:adjoin:pairing:j-Hk9kD9IWF9uTB_SAJkzn2csfCZ4tXSG2_9O2-tAZY');
    expect(pairingUrn.safeParse(pairingId(transcript)).success).toBe(true);
  });

  it.each([
    ['the other direction', { inviter: transcript.invitee, invitee: transcript.inviter }],
    ['another inviter nonce', { inviterNonce: 'CCCCCCCCCCCCCCCCCCCCCA' }],
    ['another invitee nonce', { inviteeNonce: 'CCCCCCCCCCCCCCCCCCCCCA' }],
    ['exchanged nonces', { inviterNonce: transcript.inviteeNonce, inviteeNonce: transcript.inviterNonce }],
  ])('is another one for %s', (_what, change) => {
    expect(pairingId({ ...transcript, ...change })).not.toBe(pairingId(transcript));
  });
});
