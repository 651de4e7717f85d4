import { createHash, createPublicKey, verify } from 'node:crypto';
import { addProof, verifyProof } from '@adjoin/protocol/integrity/eddsa-jcs-2022';
import { canonicalJson } from '@adjoin/protocol/integrity/jcs';
import { parseStrictJson } from '@adjoin/protocol/json/strict-json';
import { keyPairFromSeed } from '@adjoin/protocol/signatures/ed25519';
import { base58 } from '@scure/base';
import { describe, expect, it } from 'vitest';
import { readVectors, titled } from './read-spec.ts';

type JsonObject = Record<string, unknown>;
type Vectors = {
  verificationMethod: string; signed: JsonObject; canonicalOptions: string; canonicalDocument: string;
  hashData: { hex: string }; signature: string;
  refused: { rule: string; name: string; document: JsonObject; status: number; code: string }[];
};

const vectors = readVectors('exported-object') as Vectors;
const { companies } = readVectors('keys') as { companies: { operational: { seed: string; publicKey: string } }[] };
const { seed = '', publicKey = '' } = companies[0]?.operational ?? {};
const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(publicKey, 'hex').toString('base64url') }, format: 'jwk' });
const judge = (document: JsonObject): object =>
  verifyProof(parseStrictJson(JSON.stringify(document)) as JsonObject, { resolveKey: (id) => (id === vectors.verificationMethod ? key : undefined) });

describe('an exported object', () => {
  const { proof, ...document } = vectors.signed;
  const { proofValue, ...options } = proof as JsonObject;

  it('[INT-7] is signed over the hashes of its canonical parts', () => {
    expect([canonicalJson(options), canonicalJson(document)]).toEqual([vectors.canonicalOptions, vectors.canonicalDocument]);
    const hashes = [vectors.canonicalOptions, vectors.canonicalDocument].map((text) => createHash('sha256').update(text).digest('hex')).join('');
    expect(hashes).toBe(vectors.hashData.hex);
    expect(verify(null, Buffer.from(hashes, 'hex'), key, Buffer.from(vectors.signature, 'hex'))).toBe(true);
    expect(proofValue).toBe(`z${base58.encode(Buffer.from(vectors.signature, 'hex'))}`);
  });

  it('[INT-2] comes out as it stands, and is taken', () => {
    const { privateKey } = keyPairFromSeed(Buffer.from(seed, 'hex'));
    const { verificationMethod } = vectors;
    expect(addProof(document, { key: privateKey, verificationMethod, created: options['created'] as string })).toEqual(vectors.signed);
    expect(judge(vectors.signed)).toEqual({ keyId: verificationMethod, created: options['created'] });
  });

  it.each(titled(vectors.refused, 'refuses'))('%s', (_title, { document: refused, status, code }) => {
    expect(() => judge(refused)).toThrow(expect.objectContaining({ status, code }));
  });
});
