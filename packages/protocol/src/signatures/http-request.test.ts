import { createHash, createHmac, generateKeyPairSync, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { createSignatureSync } from 'http-message-sig';
import { describe, expect, test } from 'vitest';
import { contentDigest } from './digest.ts';
import { keyPairFromSeed, rawPublicKey, thumbprint } from './ed25519.ts';
import { signRequest, verifyRequest } from './http-request.ts';
import type { RequestToSign, RequestToVerify, VerifiedRequest } from './http-request.ts';

const NOW = 1_795_000_000;
const { privateKey, publicKey } = keyPairFromSeed(new Uint8Array(32).fill(6));
const keyId = `did:key:z6MkExample#${thumbprint(publicKey)}`;
const body = Buffer.from('{"type":"Create"}');
const post: RequestToSign = {
  method: 'POST',
  targetUri: 'https://alder.example/federation/v1/inbox?a=1&b=%20',
  contentType: 'application/activity+json',
  body,
  keyId,
  key: privateKey,
  created: NOW,
  expires: NOW + 300,
  nonce: 'bm9uY2Utbm9uY2Utbm9uYw',
  tag: 'adjoin',
};
const get: RequestToSign = { ...post, method: 'GET', body: undefined, contentType: undefined };

type Change = { sent?: Partial<RequestToSign>; seen?: Partial<RequestToVerify> };
const verifyChanged = (request: RequestToSign, { sent = {}, seen = {} }: Change = {}): Promise<VerifiedRequest> => {
  const { headers } = signRequest({ ...request, ...sent });
  return verifyRequest({
    method: request.method,
    targetUri: request.targetUri,
    headers: Object.entries(headers),
    body: request.body ?? new Uint8Array(),
    resolveKey: (id) => (id === keyId ? publicKey : undefined),
    now: NOW,
    ...seen,
  });
};
const verifyHeaders = (headers: Record<string, string> | [string, string][]): Promise<VerifiedRequest> =>
  verifyChanged(post, { seen: { headers: Array.isArray(headers) ? headers : Object.entries(headers) } });
const { headers: good } = signRequest(post);

/** Signs with the right key, but covers and says just what it is told to. */
const signAnyhow = (
  { components, parameters, digest = contentDigest(body) }: { components?: string[]; parameters?: object; digest?: string },
): Record<string, string> => {
  const fields = { 'content-type': 'application/activity+json', 'content-digest': digest };
  const { signature, signatureInput } = createSignatureSync(
    { kind: 'request', method: 'POST', targetUri: post.targetUri, fields: Object.entries(fields).map(([name, value]) => ({ name, value })) },
    {
      components: components ?? ['@method', '@target-uri', 'content-type', 'content-digest'],
      parameters: { created: NOW, expires: NOW + 300, nonce: post.nonce, alg: 'ed25519', keyid: keyId, tag: 'adjoin', ...parameters },
      signer: { algorithm: 'ed25519', sign: (data) => sign(null, data, privateKey) },
    },
  );
  return { ...fields, signature, 'signature-input': signatureInput };
};

describe('a signed request', () => {
  test('with a body tells who signed it', async () => {
    expect(await verifyChanged(post)).toEqual({ keyId, nonce: post.nonce, created: NOW, expires: NOW + 300 });
  });

  test('without a body covers method and target', async () => {
    expect(signRequest(get).headers).not.toHaveProperty('content-digest');
    expect(await verifyChanged(get)).toMatchObject({ keyId });
  });

  test('with an empty body is one without', async () => {
    expect(await verifyChanged({ ...get, body: new Uint8Array() })).toMatchObject({ keyId });
  });

  test('has exactly the fields that it needs', () => {
    expect(Object.keys(good)).toEqual(['content-type', 'content-digest', 'signature-input', 'signature']);
    expect(good['signature-input']).toBe(
      'adjoin=("@method" "@target-uri" "content-type" "content-digest")'
      + `;created=${NOW};expires=${NOW + 300};nonce="${post.nonce}";alg="ed25519";keyid="${keyId}";tag="adjoin"`,
    );
  });

  test('may come with other fields, and with names in any case', async () => {
    const headers = Object.entries(good).map(([name, value]): [string, string] => [name.toUpperCase(), value]);
    expect(await verifyHeaders([['Host', 'mallory.example'], ['Accept', '*/*'], ...headers])).toMatchObject({ keyId });
  });

  test('may list its components in another order', async () => {
    const components = ['content-digest', '@target-uri', '@method', 'content-type'];
    expect(await verifyHeaders(signAnyhow({ components }))).toMatchObject({ keyId });
  });

  test('may carry another digest beside ours', async () => {
    const digest = `sha-512=:${createHash('sha512').update(body).digest('base64')}:, ${contentDigest(body)}, x=1`;
    expect(await verifyHeaders(signAnyhow({ digest }))).toMatchObject({ keyId });
  });

  test('needs a content type for its body', () => {
    expect(() => signRequest({ ...post, contentType: undefined })).toThrow(TypeError);
  });
});

describe('[THREAT-17] a signature that does not cover the whole request is refused', () => {
  const all = ['@method', '@target-uri', 'content-type', 'content-digest'];

  test.each(all)('without %s', async (missing) => {
    const headers = signAnyhow({ components: all.filter((name) => name !== missing) });
    await expect(verifyHeaders(headers)).rejects.toMatchObject({ status: 401, code: 'coverage' });
  });

  test.each(['created', 'expires', 'nonce', 'alg', 'keyid', 'tag'])('without the parameter %s', async (missing) => {
    const headers = signAnyhow({ parameters: { [missing]: undefined } });
    await expect(verifyHeaders(headers)).rejects.toMatchObject({ status: 401, code: 'coverage' });
  });

  test.each([
    ['an unknown parameter', { parameters: { scope: 'all' } }],
    ['another tag', { parameters: { tag: 'web-bot-auth' } }],
    ['a lifetime beyond 300 s', { parameters: { expires: NOW + 301 } }],
    ['a lifetime of nothing', { parameters: { expires: NOW } }],
    ['a lifetime backwards', { parameters: { created: NOW + 10, expires: NOW + 5 } }],
    ['a nonce too short to be unique', { parameters: { nonce: 'short' } }],
    ['a nonce too long to remember', { parameters: { nonce: 'x'.repeat(65) } }],
    ['a nonce with blanks', { parameters: { nonce: 'sixteen or more characters' } }],
    ['another component', { components: [...all, '@authority'] }],
    ['only a member of the digest', { components: ['@method', '@target-uri', 'content-type', '@path'] }],
  ])('with %s', async (_, change) => {
    await expect(verifyHeaders(signAnyhow(change))).rejects.toMatchObject({ status: 401, code: 'coverage' });
  });

  test('with no signature at all', async () => {
    await expect(verifyHeaders({ 'content-type': 'text/plain' })).rejects.toMatchObject({ status: 401, code: 'coverage' });
  });

  test('when the body came without its digest', async () => {
    const { 'content-digest': _, ...headers } = good;
    await expect(verifyHeaders(headers)).rejects.toMatchObject({ status: 401, code: 'coverage' });
  });

  test('when the body is another one', async () => {
    const tampered = verifyChanged(post, { seen: { body: Buffer.from('{"type":"Delete"}') } });
    await expect(tampered).rejects.toMatchObject({ status: 401, code: 'coverage' });
  });

  test.each(['sha-256=:AAAA:', 'md5=:AAAA:', contentDigest(Buffer.from('other')), ''])('when the signer itself claims the digest %j', async (digest) => {
    await expect(verifyHeaders(signAnyhow({ digest }))).rejects.toMatchObject({ status: 401, code: 'coverage' });
  });

  test('when the body was taken away, or one was added', async () => {
    await expect(verifyChanged(post, { seen: { body: new Uint8Array() } })).rejects.toMatchObject({ code: 'coverage' });
    await expect(verifyChanged(get, { seen: { body } })).rejects.toMatchObject({ code: 'coverage' });
  });

  test.each([
    ['another method', { method: 'PUT' }],
    ['the method in another case', { method: 'post' }],
    ['another path', { targetUri: post.targetUri.replace('inbox', 'pages') }],
    ['another query', { targetUri: post.targetUri.replace('a=1', 'a=2') }],
    ['another host', { targetUri: post.targetUri.replace('alder', 'birch') }],
    ['another scheme', { targetUri: post.targetUri.replace('https', 'http') }],
    ['a host in another case', { targetUri: post.targetUri.replace('alder', 'Alder') }],
    ['an explicit port', { targetUri: post.targetUri.replace('.example', '.example:443') }],
  ])('for %s', async (_, seen) => {
    await expect(verifyChanged(post, { seen })).rejects.toMatchObject({ status: 401, code: 'invalid-signature' });
  });

  test('whatever Host says: the target is ours', async () => {
    const headers: [string, string][] = [...Object.entries(good), ['Host', 'alder.example']];
    const elsewhere = verifyChanged(post, { seen: { headers, targetUri: 'https://birch.example/federation/v1/inbox?a=1&b=%20' } });
    await expect(elsewhere).rejects.toMatchObject({ code: 'invalid-signature' });
  });
});

describe('[THREAT-16] the stored key decides the algorithm', () => {
  test.each(['hmac-sha256', 'rsa-pss-sha512', 'ecdsa-p256-sha256', 'ED25519', 'none', ''])('not alg="%s"', async (alg) => {
    const headers = { ...good, 'signature-input': good['signature-input']!.replace('alg="ed25519"', `alg="${alg}"`) };
    await expect(verifyHeaders(headers)).rejects.toMatchObject({ status: 401, code: 'invalid-signature' });
  });

  test('not an HMAC keyed with the public key', async () => {
    const fields = [{ name: 'content-type', value: good['content-type']! }, { name: 'content-digest', value: good['content-digest']! }];
    const { signature, signatureInput } = createSignatureSync({ kind: 'request', method: 'POST', targetUri: post.targetUri, fields }, {
      components: ['@method', '@target-uri', 'content-type', 'content-digest'],
      parameters: { created: NOW, expires: NOW + 300, nonce: post.nonce, alg: 'hmac-sha256', keyid: keyId, tag: 'adjoin' },
      signer: { algorithm: 'hmac-sha256', sign: (data) => createHmac('sha256', rawPublicKey(publicKey)).update(data).digest() },
    });
    await expect(verifyHeaders({ ...good, signature, 'signature-input': signatureInput })).rejects.toMatchObject({ status: 401 });
  });

  test.each([
    generateKeyPairSync('ed448').publicKey,
    generateKeyPairSync('x25519').publicKey,
    generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey,
  ])('and a stored key of another kind verifies nothing ($asymmetricKeyType)', async (key: KeyObject) => {
    const request = verifyChanged(post, { seen: { resolveKey: () => key } });
    await expect(request).rejects.toMatchObject({ status: 401, code: 'invalid-signature' });
  });
});

describe('[THREAT-18] a late replay is stale', () => {
  const server_time = (now: number): string => new Date(now * 1000).toISOString();

  test.each([301, 3600, 366 * 86_400])('%i s after it was made', async (age) => {
    const now = NOW + age;
    await expect(verifyChanged(post, { seen: { now } })).rejects.toMatchObject({
      status: 401, code: 'stale', extensions: { server_time: server_time(now) },
    });
  });

  test('as soon as it expired, however young', async () => {
    const sent = { expires: NOW + 10 };
    expect(await verifyChanged(post, { sent, seen: { now: NOW + 10 } })).toMatchObject({ expires: NOW + 10 });
    await expect(verifyChanged(post, { sent, seen: { now: NOW + 11 } })).rejects.toMatchObject({ code: 'stale' });
  });

  test('and a nonce comes out as it went in, for the caller to remember', async () => {
    expect(await verifyChanged(post, { sent: { nonce: 'abcdefghijklmnop' } })).toMatchObject({ nonce: 'abcdefghijklmnop' });
  });
});

describe('[THREAT-19] clocks may differ by five minutes', () => {
  test.each([-300, -60, 0, 60, 300])('a sender %i s off is understood', async (skew) => {
    const sent = { created: NOW + skew, expires: NOW + skew + 300 };
    expect(await verifyChanged(post, { sent })).toMatchObject({ created: NOW + skew });
  });

  test.each([301, 3600, 366 * 86_400])('a sender %i s ahead is told our time', async (skew) => {
    const sent = { created: NOW + skew, expires: NOW + skew + 300 };
    await expect(verifyChanged(post, { sent })).rejects.toMatchObject({
      status: 401, code: 'clock-skew', extensions: { server_time: new Date(NOW * 1000).toISOString() },
    });
  });

  test('a sender far behind looks like a replay, and is told our time too', async () => {
    const sent = { created: NOW - 301, expires: NOW - 1 };
    await expect(verifyChanged(post, { sent })).rejects.toMatchObject({
      status: 401, code: 'stale', extensions: { server_time: new Date(NOW * 1000).toISOString() },
    });
  });
});

describe('a signature that means nothing is refused', () => {
  const input = good['signature-input']!;
  const withInput = (text: string): Record<string, string> => ({ ...good, 'signature-input': text });
  const withSignature = (text: string): Record<string, string> => ({ ...good, signature: text });
  const value = good['signature']!.slice('adjoin='.length);

  test.each([
    ['another field changed', { ...good, 'content-type': 'text/html' }],
    ['a second content type', [...Object.entries(good), ['Content-Type', 'text/html']] as [string, string][]],
    ['a second digest field', [...Object.entries(good), ['Content-Digest', 'x=1']] as [string, string][]],
    ['two signatures', { ...good, signature: `${good['signature']}, b=${value}`, 'signature-input': `${input}, b${input.slice(6)}` }],
    ['the same label twice', { ...good, signature: `${good['signature']}, ${good['signature']}` }],
    ['the same label twice in the input', withInput(`${input}, ${input}`)],
    ['labels that differ', withInput(`b${input.slice(6)}`)],
    ['a component twice', withInput(input.replace('"@method"', '"@method" "@method"'))],
    ['a parameter twice', withInput(`${input};tag="adjoin"`)],
    ['a component in capitals', withInput(input.replace('content-type', 'Content-Type'))],
    ['a component with parameters', withInput(input.replace('"content-digest"', '"content-digest";bs'))],
    ['an unknown component', withInput(input.replace('"@method"', '"@methods"'))],
    ['created as text', withInput(input.replace(`created=${NOW}`, `created="${NOW}"`))],
    ['created as a decimal', withInput(input.replace(`created=${NOW}`, `created=${NOW}.5`))],
    ['created as a date', withInput(input.replace(`created=${NOW}`, `created=@${NOW}`))],
    ['a key id as a token', withInput(input.replace(`"${keyId}"`, 'key'))],
    ['an input that is no list', withInput('adjoin=1')],
    ['an input that is nothing', withInput('')],
    ['an input that is not ASCII', withInput(input.replace(keyId, `${keyId}é`))],
    ['a signature that is no bytes', withSignature('adjoin="x"')],
    ['a short signature', withSignature('adjoin=:AAAA:')],
    ['a flipped bit', withSignature(`adjoin=:${value[1] === 'A' ? 'B' : 'A'}${value.slice(2)}`)],
    ['fields too long to parse', withInput(`adjoin=("@method${' '.repeat(60_000)}x")`)],
  ])('%s', async (_, headers) => {
    await expect(verifyHeaders(headers)).rejects.toMatchObject({ status: 401, code: 'invalid-signature' });
  });

  test('somebody else’s', async () => {
    const { publicKey: other } = keyPairFromSeed(new Uint8Array(32).fill(8));
    await expect(verifyChanged(post, { seen: { resolveKey: () => other } })).rejects.toMatchObject({ code: 'invalid-signature' });
  });

  test('of a key that is not known', async () => {
    await expect(verifyChanged(post, { sent: { keyId: `${keyId}x` } })).rejects.toMatchObject({ status: 401, code: 'unknown-key' });
  });

  test('for a target that is no address', async () => {
    const targetUri = `${post.targetUri}é`;
    await expect(verifyChanged(post, { seen: { targetUri } })).rejects.toMatchObject({ code: 'invalid-signature' });
  });

  test('and what the key store throws stays what it was', async () => {
    const fault = new RangeError('the key store is broken');
    const seen = { resolveKey: () => { throw fault; } };
    await expect(verifyChanged(post, { seen })).rejects.toBe(fault);
  });
});
