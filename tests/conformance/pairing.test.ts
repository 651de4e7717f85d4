import { createHash } from 'node:crypto';
import { readInvitation } from '@adjoin/protocol/pairing/invitation';
import { pairingId } from '@adjoin/protocol/pairing/pairing-id';
import { pairingAnswer, pairingRequest } from '@adjoin/protocol/pairing/pairing-request';
import { commitNonce, pairingWords, type PairingTranscript } from '@adjoin/protocol/pairing/words';
import { decodeProtectedHeader } from 'jose';
import { describe, expect, it } from 'vitest';
import { readSpec, readVectors, titled } from './read-spec.ts';
import { indicesOf, sentenceOf } from './other-make/words.ts';

type Vectors = {
  invitation: { payload: string; jws: string };
  inviterNonce: string;
  request: { body: string };
  answer: { body: string };
  transcript: PairingTranscript;
  words: Record<'en' | 'fr', { words: string[]; sentence: string }>;
  pairing: { id: string };
  refused: { rule: string; name: string; invitation: string; code: string }[];
};
type WordVectors = { vectors: (PairingTranscript & { indices: number[] } & Vectors['words'])[] };

const vectors = readVectors('pairing') as Vectors;
const { transcript } = vectors;

describe('pairing', () => {
  it('[PAIR-1] reads the invitation', () => {
    const { invitation, inviter } = readInvitation(vectors.invitation.jws);
    expect(invitation).toEqual(JSON.parse(vectors.invitation.payload));
    expect(inviter.id).toBe(transcript.inviter);
    expect(decodeProtectedHeader(vectors.invitation.jws)).toEqual({ alg: 'EdDSA', kid: inviter.keys[0]?.id, typ: 'adjoin-invitation+jws' });
  });

  it('[PAIR-1] commits to the nonce', () => {
    const { commitment } = readInvitation(vectors.invitation.jws).invitation;
    expect(commitNonce(vectors.inviterNonce)).toBe(commitment);
    expect(createHash('sha256').update(Buffer.from(vectors.inviterNonce, 'base64url')).digest('base64url')).toBe(commitment);
  });

  it.each(titled(vectors.refused, 'refuses an invitation:'))('%s', (_title, { invitation, code }) => {
    expect(() => readInvitation(invitation)).toThrow(expect.objectContaining({ status: 422, code }));
  });

  it('[PAIR-4] [PAIR-5] reads request and answer', () => {
    expect(pairingRequest.parse(JSON.parse(vectors.request.body)).invitee_nonce).toBe(transcript.inviteeNonce);
    expect(pairingAnswer.parse(JSON.parse(vectors.answer.body)).inviter_nonce).toBe(transcript.inviterNonce);
  });

  it('[PAIR-7] names the pairing', () => {
    const { inviter, invitee, inviterNonce, inviteeNonce } = transcript;
    const text = `["adjoin pairing id v1","${inviter}","${invitee}","${inviterNonce}","${inviteeNonce}"]`;
    expect(pairingId(transcript)).toBe(vectors.pairing.id);
    expect(`urn:adjoin:pairing:${createHash('sha256').update(text).digest('base64url')}`).toBe(vectors.pairing.id);
  });

  const known = [{ ...transcript, indices: indicesOf(transcript), ...vectors.words }, ...(readVectors('pairing-words') as WordVectors).vectors];
  it.each(known)('[PAIR-6] finds the words of $en.sentence', ({ indices, en, fr, inviter, invitee, inviterNonce, inviteeNonce }) => {
    const of = { inviter, invitee, inviterNonce, inviteeNonce };
    expect([pairingWords(of, 'en'), pairingWords(of, 'fr')]).toEqual([en, fr]);
    expect(indicesOf(of)).toEqual(indices);
    expect(sentenceOf(of, readSpec('words/en.json'))).toBe(en.sentence);
  });
});
