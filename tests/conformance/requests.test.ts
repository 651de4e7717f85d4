import { createHash, createPublicKey, verify, type KeyObject } from 'node:crypto';
import { verifyNodeDocument, activeKeys } from '@adjoin/protocol/pairing/node-document';
import { verifyRequest } from '@adjoin/protocol/signatures/http-request';
import { verifySignature } from 'http-message-sig';
import { describe, expect, it } from 'vitest';
import { readVectors, titled } from './read-spec.ts';

type Request = { rule: string; name: string; method: string; targetUri: string; headers: [string, string][]; body: string; now: number };
type Accepted = Request & { keyId: string; signatureBase: string };
type Refused = Request & { status: number; code: string };
type Company = { operational: { publicKey: string; kid: string } };

const { accepted, refused } = readVectors('requests') as { accepted: Accepted[]; refused: Refused[] };
const { companies } = readVectors('keys') as { companies: Company[] };
const pinned = new Map(companies.map(({ operational: { kid, publicKey } }) => [kid, keyOf(publicKey)]));
const resolveKey = (kid: string): KeyObject | undefined => pinned.get(kid);

function keyOf(publicKey: string): KeyObject {
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(publicKey, 'hex').toString('base64url') }, format: 'jwk' });
}

const judge = ({ method, targetUri, headers, body, now }: Request) => verifyRequest({ method, targetUri, headers, body: Buffer.from(body), resolveKey, now });
const fieldOf = ({ headers }: Request, name: string): string => headers.find(([field]) => field === name)?.[1] ?? '';

describe('signed requests', () => {
  it.each(titled(accepted, 'takes'))('%s', async (_title, request) => {
    expect(await judge(request)).toMatchObject({ keyId: request.keyId, created: request.now, expires: request.now + 300 });
  });

  it.each(titled(accepted, 'has the signature base of RFC 9421:'))('%s', (_title, request) => {
    const { signatureBase, keyId } = request;
    const signature = Buffer.from(fieldOf(request, 'signature').replace(/^adjoin=:|:$/g, ''), 'base64');
    expect(verify(null, Buffer.from(signatureBase), pinned.get(keyId) as KeyObject, signature)).toBe(true);
    const lines = signatureBase.split('\n');
    expect(lines).toContain(`"@method": ${request.method}`);
    expect(lines).toContain(`"@target-uri": ${request.targetUri}`);
    expect(lines.at(-1)).toBe(`"@signature-params": ${fieldOf(request, 'signature-input').slice('adjoin='.length)}`);
    for (const name of ['content-type', 'content-digest']) expect(lines.includes(`"${name}": ${fieldOf(request, name)}`)).toBe(request.body !== '');
  });

  it.each(titled(accepted, 'is taken by http-message-sig too:'))('%s', async (_title, { method, targetUri, headers, now, keyId }) => {
    const fields = headers.map(([name, value]) => ({ name, value }));
    const { parameters } = await verifySignature({ kind: 'request', method, targetUri, fields }, {
      policy: { algorithms: ['ed25519'], requiredComponents: ['@method', '@target-uri'], requiredParameters: ['created', 'expires', 'nonce'], maxAge: 300, now },
      resolveVerifier: () => ({ algorithm: 'ed25519', verify: (data, signature) => verify(null, data, pinned.get(keyId) as KeyObject, signature) }),
    });
    expect(parameters.keyid).toBe(keyId);
  });

  it.each(titled(accepted.filter(({ body }) => body !== ''), 'digests its body:'))('[SIG-6] %s', (_title, request) => {
    expect(fieldOf(request, 'content-digest')).toContain(`sha-256=:${createHash('sha256').update(request.body).digest('base64')}:`);
  });

  it('[PAIR-4] a pairing request is signed by the document inside', async () => {
    const request = accepted.find(({ targetUri }) => targetUri.endsWith('/pairings')) as Accepted;
    const keys = activeKeys(verifyNodeDocument((JSON.parse(request.body) as { document: string }).document));
    const { method, targetUri, headers, body, now } = request;
    const verified = await verifyRequest({ method, targetUri, headers, body: Buffer.from(body), resolveKey: (kid) => keys.get(kid), now });
    expect(verified.keyId).toBe(request.keyId);
  });
});

describe('refused requests', () => {
  it.each(titled(refused, 'refuses'))('%s', async (_title, request) => {
    await expect(judge(request)).rejects.toMatchObject({ status: request.status, code: request.code });
  });

  it('[SIG-10] tells the time to whoever is late or early', async () => {
    const untimely = refused.filter(({ code }) => code === 'stale' || code === 'clock-skew');
    expect(untimely).toHaveLength(3);
    for (const request of untimely) {
      await expect(judge(request)).rejects.toMatchObject({ extensions: { server_time: new Date(request.now * 1000).toISOString() } });
    }
  });

  it('[SIG-3] does not take a key by its bytes: another name for it is another key', async () => {
    const [request] = accepted as [Accepted];
    const [kid, key] = [...pinned][0] as [string, KeyObject];
    await expect(verifyRequest({ ...request, body: Buffer.from(request.body), resolveKey: (id) => (id === `${kid}x` ? key : undefined) })).rejects.toMatchObject({ code: 'unknown-key' });
  });
});
