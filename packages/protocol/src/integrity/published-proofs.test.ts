import { base58 } from '@scure/base';
import { describe, expect, test } from 'vitest';
import fep from '../../../../protocol-spec/vectors/published/fep-8b32.json' with { type: 'json' };
import w3c from '../../../../protocol-spec/vectors/published/w3c-eddsa-jcs-2022.json' with { type: 'json' };
import { decodeMultikey } from '../identifiers/did-key.ts';
import { keyPairFromSeed, publicKeyFromRaw } from '../signatures/ed25519.ts';
import { addProof, verifyProof } from './eddsa-jcs-2022.ts';
import { canonicalJson } from './jcs.ts';
import { createProofValue, hashData, verifyProofValue } from './proof-value.ts';

type JsonObject = Record<string, unknown>;

// Multikey secrets: multicodec 0x8026 and the 32-byte seed.
const { privateKey } = keyPairFromSeed(base58.decode(w3c.keyPair.privateKeyMultibase.slice(1)).subarray(2));
const publicKey = publicKeyFromRaw(decodeMultikey(w3c.keyPair.publicKeyMultibase));
const verifyBySuite = (secured: JsonObject): boolean => {
  const { proof, ...unsecured } = secured;
  const { proofValue, ...proofOptions } = proof as JsonObject;
  return verifyProofValue({ unsecured, proofOptions, proofValue, key: publicKey });
};

describe('the W3C example of eddsa-jcs-2022 (B.3)', () => {
  test('canonical forms and hashes', () => {
    expect(canonicalJson(w3c.unsecured)).toBe(w3c.canonicalDocument);
    expect(canonicalJson(w3c.proofConfig)).toBe(w3c.canonicalProofConfig);
    expect(Buffer.from(hashData(w3c.unsecured, w3c.proofConfig)).toString('hex')).toBe(w3c.hashData);
    expect(w3c.hashData).toBe(w3c.proofConfigHash + w3c.documentHash);
  });

  test('proof value, made and verified', () => {
    expect(createProofValue(w3c.unsecured, w3c.proofConfig, privateKey)).toBe(w3c.proofValue);
    expect(Buffer.from(base58.decode(w3c.proofValue.slice(1))).toString('hex')).toBe(w3c.signatureHex);
    expect(verifyBySuite(w3c.secured)).toBe(true);
  });

  test('is no message of ours: its contexts are not those of ActivityStreams', () => {
    expect(() => verifyProof(w3c.secured, { resolveKey: () => publicKey }))
      .toThrow(expect.objectContaining({ status: 401, code: 'proof-required' }));
  });
});

describe('the cases of FEP-8b32', () => {
  const verifyByProfile = (secured: JsonObject): unknown =>
    verifyProof(secured, { resolveKey: (id) => (id === fep.verificationMethod.id ? publicKey : undefined) });
  const refused: unknown = expect.objectContaining({ status: 401 });
  const isOurs = ({ id }: { id: string }): boolean => ['fep-8b32-2025-10-15', 'E2'].includes(id);

  test.each(fep.cases.filter(isOurs))('$id verifies', ({ secured }) => {
    expect(verifyByProfile(secured)).toEqual({ keyId: fep.verificationMethod.id, created: fep.currentTime });
  });

  test('the current one is made by us, bit for bit', () => {
    const { unsecured, secured } = fep.cases[0]!;
    const made = addProof(unsecured!, { key: privateKey, verificationMethod: fep.verificationMethod.id, created: fep.currentTime });
    expect(made).toEqual(secured);
  });

  test.each(fep.cases.filter(({ expect: isGood }) => isGood === false))('[THREAT-14] $id is refused: $comment', ({ secured }) => {
    expect(() => verifyByProfile(secured)).toThrow(refused);
  });

  test.each(fep.cases.filter(({ expect: isGood }) => isGood === false))('$id fails by the suite alone', ({ secured }) => {
    expect(verifyBySuite(secured)).toBe(false);
  });

  test.each(fep.cases.filter(({ id }) => id.startsWith('fep-8b32')))('$id verifies by the suite', ({ unsecured, secured }) => {
    expect(verifyBySuite(secured)).toBe(true);
    const { proofValue, ...options } = secured.proof;
    expect(createProofValue(unsecured!, options, privateKey)).toBe(proofValue);
  });

  // The older drafts have data-integrity/v1, or no context in the proof: verifiers elsewhere disagree about them.
  test.each(fep.cases.filter(({ id, current }) => id.startsWith('fep-8b32') && current === false))('$id is older than our profile', ({ secured }) => {
    expect(() => verifyByProfile(secured)).toThrow(expect.objectContaining({ code: 'proof-required' }));
  });

  test('[THREAT-14] E1: a context appended later verifies by the W3C algorithm, and not here', () => {
    const { secured } = fep.cases.find(({ id }) => id === 'E1')!;
    expect(verifyBySuite({ ...secured, '@context': secured.proof['@context'] })).toBe(true);
    expect(() => verifyByProfile(secured)).toThrow(expect.objectContaining({ code: 'proof-required' }));
  });
});
