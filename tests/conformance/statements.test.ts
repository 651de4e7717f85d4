import { createPublicKey, type KeyObject } from 'node:crypto';
import { publicKeyOfDid } from '@adjoin/protocol/identifiers/did-key';
import { MAX_SEEN_HEADS, signCheckpoint, verifyCheckpoint, verifyReceipt } from '@adjoin/protocol/log/checkpoint';
import { activeKeys, trustedKeys, verifyNodeDocument } from '@adjoin/protocol/pairing/node-document';
import { keyPairFromSeed } from '@adjoin/protocol/signatures/ed25519';
import { jwsText } from '@adjoin/protocol/vocabulary/objects';
import { compactVerify } from 'jose';
import { describe, expect, it } from 'vitest';
import { readVectors, titled } from './read-spec.ts';

type Statement = { rule: string; name: string; header: string; payload: string; jws: string };
type Refused = { rule: string; name: string; typ: string; jws: string; status: number; code: string };
type Company = { did: string; operational: { seed: string; publicKey: string; kid: string } };

const { nodeDocuments, checkpoints, receipts } = readVectors('statements') as Record<'nodeDocuments' | 'checkpoints' | 'receipts', Statement[]>;
const { refused } = readVectors('refused-statements') as { refused: Refused[] };
const { companies } = readVectors('keys') as { companies: Company[] };
const [alder] = companies as [Company, Company];

/** The pinned keys, made by Node from the bytes in keys.json. */
const pinned = new Map(companies.map(({ operational }) => [operational.kid, keyOf(operational.publicKey)]));
const resolveKey = (kid: string): KeyObject | undefined => pinned.get(kid);

function keyOf(publicKey: string): KeyObject {
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(publicKey, 'hex').toString('base64url') }, format: 'jwk' });
}

const readers: Readonly<Record<string, (jws: string) => unknown>> = {
  'adjoin-node+jws': verifyNodeDocument,
  'adjoin-checkpoint+jws': (jws) => verifyCheckpoint(jws, resolveKey),
  'adjoin-receipt+jws': (jws) => verifyReceipt(jws, resolveKey),
};

describe('statements', () => {
  it.each(titled([...checkpoints, ...receipts], 'takes'))('%s, as jose does', async (_title, { header, payload, jws }) => {
    const { kid, typ } = JSON.parse(header) as { kid: string; typ: string };
    expect(readers[typ]?.(jws)).toMatchObject(JSON.parse(payload) as object);
    const judged = await compactVerify(jws, resolveKey(kid) as KeyObject, { algorithms: ['EdDSA'] });
    expect(Buffer.from(judged.payload).toString()).toBe(payload);
    expect(judged.protectedHeader).toEqual({ alg: 'EdDSA', kid, typ });
  });

  it.each(titled(nodeDocuments, 'takes'))('%s, as jose does', async (_title, { header, payload, jws }) => {
    const document = verifyNodeDocument(jws);
    expect(document).toEqual(JSON.parse(payload));
    const { kid } = JSON.parse(header) as { kid: string };
    expect(kid).toBe(`${document.id}#${document.id.slice('did:key:'.length)}`);
    await expect(compactVerify(jws, publicKeyOfDid(document.id), { algorithms: ['EdDSA'] })).resolves.toBeDefined();
  });

  it('[NODE-4] verifies statements by active and retired keys, and requests by active ones only', () => {
    const document = verifyNodeDocument(nodeDocuments.at(-1)?.jws ?? '');
    const ids = (status: string): string[] => document.keys.filter((key) => key.status === status).map(({ id }) => id);
    expect([...trustedKeys(document).keys()]).toEqual([...ids('active'), ...ids('retired')]);
    expect([...activeKeys(document).keys()]).toEqual(ids('active'));
    expect(ids('compromised')).toHaveLength(1);
  });

  it('[LOG-12] lets a checkpoint with all the seen heads that it may have travel in a page', () => {
    const { privateKey } = keyPairFromSeed(Buffer.from(alder.operational.seed, 'hex'));
    const seen = { ...(JSON.parse(receipts[0]?.payload ?? '') as { log: string; head: string }), seq: Number.MAX_SAFE_INTEGER };
    const { log, seq, head } = { ...seen, log: seen.log.replace(/\.0$/, '.999999999') };
    const payload = { log, seq, head, time: '2026-11-23T12:00:00.000Z', seen: Array.from({ length: MAX_SEEN_HEADS }, () => ({ log, seq, head })) };
    expect(jwsText.safeParse(signCheckpoint(payload, { kid: alder.operational.kid, key: privateKey })).success).toBe(true);
  });
});

describe('refused statements', () => {
  it.each(titled(refused, 'refuses'))('%s', (_title, { typ, jws, status, code }) => {
    expect(() => readers[typ]?.(jws)).toThrow(expect.objectContaining({ status, code }));
  });

  // jose knows none of the narrower rules: one spelling of base64url, no further members of the header.
  const byJose = refused.filter(({ rule, name, code }) => ['alg none', 'another alg', 'four parts', 'two parts'].includes(name) || (rule === 'JWS-5' && code === 'invalid-signature'));
  it.each(titled(byJose, 'is refused by jose too:'))('%s', async (_title, { jws }) => {
    await expect(compactVerify(jws, keyOf(alder.operational.publicKey), { algorithms: ['EdDSA'] })).rejects.toThrow(/JWS|Signature|signature|"alg"|Extension/);
  });
});
