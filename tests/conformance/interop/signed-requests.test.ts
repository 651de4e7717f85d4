import { sign as signEd25519 } from 'node:crypto';
import { createSignatureSync } from 'http-message-sig';
import { httpbis } from 'http-message-signatures';
import { describe, expect, test } from 'vitest';
import { contentDigest } from '@adjoin/protocol/signatures/digest';
import { signRequest } from '@adjoin/protocol/signatures/http-request';
import { alderKeyId, operational, published } from './published-actors.ts';
import { COMPONENTS, ourJudge, PARAMETERS, requestJudges, verdictOf, type SentRequest } from './request-judges.ts';

// Two of the judges read the real clock, so the requests are made now.
const now = Math.floor(Date.now() / 1000);

const signer = { keyId: alderKeyId, publicKey: operational.publicKey, loadDocument: published.loadDocument, now };
const judges = requestJudges(signer);
const byUs = ourJudge(signer);

const send = (method: string, url: string, body: string): SentRequest => {
  const { headers } = signRequest({
    method, targetUri: url, keyId: alderKeyId, key: operational.privateKey, created: now, expires: now + 300,
    nonce: 'bm9uY2Utbm9uY2Utbm9uYw', tag: 'adjoin', contentType: body === '' ? undefined : 'application/activity+json',
    body: body === '' ? undefined : Buffer.from(body),
  });
  return { method, url, headers, body };
};

const inbox = 'https://birch.example/federation/v1/inbox';
const post = send('POST', inbox, '{"type":"Create","content":"Grüße 😀"}');
const get = send('GET', 'https://birch.example/federation/v1/pages?log=did%3Akey%3Az6Mk&from=1&to=', '');
const withHeader = (name: string, value: string): SentRequest => ({ ...post, headers: { ...post.headers, [name]: value } });
const withInput = (from: string | RegExp, to: string): SentRequest =>
  withHeader('signature-input', post.headers['signature-input']!.replace(from, to));

const tampered: [string, SentRequest][] = [
  ['another method', { ...post, method: 'PUT' }],
  ['another path', { ...post, url: `${inbox}es` }],
  ['a query', { ...post, url: `${inbox}?admin=1` }],
  ['another host', { ...post, url: inbox.replace('birch', 'cedar') }],
  ['another body with its own digest', { ...withHeader('content-digest', contentDigest(Buffer.from('{}'))), body: '{}' }],
  ['another content type', withHeader('content-type', 'text/html')],
  ['another time', withInput(`created=${now}`, `created=${now - 1}`)],
  ['a longer life', withInput(`expires=${now + 300}`, `expires=${now + 3600}`)],
  ['another nonce', withInput('bm9uY2U', 'bm9uY2V')],
  ['another tag', withInput('tag="adjoin"', 'tag="other"')],
  ['a component dropped', withInput(' "content-type"', '')],
  ['a flipped bit', withHeader('signature', post.headers['signature']!.replace(/:(.)/, (_, first) => (first === 'A' ? ':B' : ':A')))],
  ['another query of a GET', { ...get, url: get.url.replace('from=1', 'from=2') }],
];

describe.each(Object.entries(judges))('%s, given our signed requests,', (_judge, judge) => {
  test.each([['POST', post], ['GET', get]])('accepts a %s', async (_, request) => {
    expect(await judge(request)).toBe(true);
  });

  test.each(tampered)('[THREAT-17] refuses %s, as we do', async (_, request) => {
    expect(await verdictOf(judge, request)).toBe(false);
    expect(await verdictOf(byUs, request)).toBe(false);
  });
});

// The other two verify what is signed and leave the body to their callers.
test('[THREAT-17] Fedify, given a body that is not the digest’s, refuses it, as we do', async () => {
  expect(await verdictOf(judges['Fedify']!, { ...post, body: '{}' })).toBe(false);
  expect(await verdictOf(byUs, { ...post, body: '{}' })).toBe(false);
});

const signBytes = (data: Uint8Array): Buffer => signEd25519(null, data, operational.privateKey);

describe('we accept what others sign by our profile', () => {
  const bare = { 'content-type': post.headers['content-type']!, 'content-digest': post.headers['content-digest']! };
  const values = { created: now, expires: now + 300, nonce: 'bm9uY2Utbm9uY2Utbm9uYw', keyid: alderKeyId, alg: 'ed25519', tag: 'adjoin' };

  test('http-message-sig', async () => {
    const fields = Object.entries(bare).map(([name, value]) => ({ name, value }));
    const { signature, signatureInput } = createSignatureSync({ kind: 'request', method: 'POST', targetUri: inbox, fields }, {
      components: COMPONENTS,
      parameters: values,
      signer: { algorithm: 'ed25519', sign: signBytes },
    });
    expect(await byUs({ ...post, headers: { ...bare, signature, 'signature-input': signatureInput } })).toBe(true);
  });

  test('http-message-signatures', async () => {
    const { headers } = await httpbis.signMessage({
      key: { id: alderKeyId, alg: 'ed25519', sign: (data) => Promise.resolve(signBytes(data)) },
      name: 'sig1',
      params: PARAMETERS,
      fields: COMPONENTS,
      paramValues: { ...values, created: new Date(now * 1000), expires: new Date((now + 300) * 1000) },
    }, { method: 'POST', url: inbox, headers: bare });
    expect(await byUs({ ...post, headers })).toBe(true);
  });
});
