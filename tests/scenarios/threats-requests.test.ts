import { createHmac } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { MAX_PAYLOAD_BYTES } from '@adjoin/protocol/vocabulary/activities';
import { ACTIVITY_STREAMS } from '@adjoin/protocol/vocabulary/objects';
import { signJws } from '@adjoin/protocol/signatures/jws';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { textsIn } from './world/channels.ts';
import { CONTENT, expectRefused, snapshotOf } from './world/expect-refused.ts';
import { envelope, uuid, type Activity, type Forgery } from './world/mallory.ts';
import { beginMalloryStory, type MalloryStory } from './world/mallory-story.ts';

let story: MalloryStory;
beforeAll(async () => void (story = await beginMalloryStory()), 60_000);
beforeEach(() => story.pause());
afterAll(() => story.world.dispose());

const note = (content = CONTENT): Activity => {
  const { mallory, withMallory } = story;
  const object = { id: `${mallory.did}/objects/${uuid()}`, type: 'Note', attributedTo: mallory.boss, content, mediaType: 'text/markdown', context: withMallory.did, published: '2026-11-23T12:00:00.000Z' };
  return { type: 'Create', object };
};
const nowS = (): number => Math.floor(story.world.clock.now() / 1000);
const body = (): string => envelope([story.log.page(note())]);

/** Mallory's request for a page that would be taken, if its signature did not have this flaw. */
function expectUnsigned(forgery: Forgery, code: string, sent: string = body()) {
  const { alder, mallory } = story;
  return expectRefused(alder, () => mallory.request(alder, sent, forgery), { status: 401, code, action: 'request.refused' });
}

/** Takes the signature's parts apart and puts them together otherwise. */
const resign = (change: (input: string) => string) => (headers: Readonly<Record<string, string>>): Record<string, string> => ({ ...headers, 'signature-input': change(headers['signature-input'] as string) });

describe('[THREAT-15] only keys pinned at pairing count', () => {
  it('a key that the partner never showed, and none is fetched', async () => {
    const { mallory, world } = story;
    const asked = world.network.sent.length;
    await expectUnsigned({ signing: { keyId: `${mallory.did}#${'A'.repeat(43)}` } }, 'not-paired');
    await expectUnsigned({ signing: { keyId: 'https://mallory.example/key#main' } }, 'not-paired');
    expect(world.network.sent.slice(asked)).toEqual([]);
  });
  it('the key of another partner named, one’s own used', async () => {
    const { birch } = story;
    await expectUnsigned({ signing: { keyId: birch.context().identity.operational.kid } }, 'invalid-signature');
  });
  it.each([
    ['of another company', () => ({ object: { id: story.birch.did, type: 'Organization', document: story.birch.context().identity.documentJws } }), 'origin-mismatch'],
    ['that lists the key of another company', () => {
      const [key] = story.birch.context().identity.document.keys;
      return { object: { id: story.mallory.did, type: 'Organization', document: story.mallory.documentWith({ version: 2, keys: [key!] }) } };
    }, 'invalid-node-document'],
  ])('a node document %s changes no key', async (_, members, code) => {
    const { alder, mallory, birch } = story;
    const keysBefore = [alder.context().partners.find(birch.did)?.keys, alder.context().partners.find(mallory.did)?.keys];
    const { nodes } = await snapshotOf(alder);
    await mallory.deliver(alder, [mallory.partnershipLog(alder).page({ type: 'Update', ...members() })]);
    expect((await alder.ask('GET', '/v1/audit_entries?limit=1')).data).toMatchObject([{ actor: mallory.did, details: { code } }]);
    expect([alder.context().partners.find(birch.did)?.keys, alder.context().partners.find(mallory.did)?.keys]).toEqual(keysBefore);
    expect((await snapshotOf(alder)).nodes).toBe(nodes);
  });
});

describe('[THREAT-16] the stored key names the algorithm', () => {
  it.each(['hmac-sha256', 'rsa-pss-sha512', 'ecdsa-p256-sha256', 'none', ''])('a request that claims %j', async (alg) => {
    await expectUnsigned({ rewrite: resign((input) => input.replace('alg="ed25519"', `alg="${alg}"`)) }, 'invalid-signature');
  });
  it('a checkpoint signed with the public key as a shared secret, or with nothing', async () => {
    const { alder, mallory, log } = story;
    const page = log.page(note());
    const claims = page.checkpoint.split('.')[1] as string;
    const publicKey = [...(alder.context().partners.find(mallory.did)?.keys.values() ?? [])][0]?.export({ format: 'pem', type: 'spki' }) as string;
    for (const alg of ['HS256', 'none', 'Ed25519', 'ES256']) {
      const header = Buffer.from(JSON.stringify({ alg, kid: mallory.kid, typ: 'adjoin-checkpoint+jws' })).toString('base64url');
      const signature = alg === 'none' ? '' : createHmac('sha256', publicKey).update(`${header}.${claims}`).digest('base64url');
      const forged = { ...page, checkpoint: `${header}.${claims}.${signature}` };
      // A JWS without any signature is not even the text of one.
      const expected = alg === 'none' ? { status: 400, code: 'invalid-delivery' } : { status: 401, code: 'proof-required' };
      await expectRefused(alder, () => mallory.deliver(alder, [forged]), expected);
    }
  });
  it('a receipt, or anything else that the key signed, in place of a checkpoint', async () => {
    const { alder, mallory, log } = story;
    const page = log.page(note());
    const claims = Buffer.from(page.checkpoint.split('.')[1] as string, 'base64url').toString();
    const forged = { ...page, checkpoint: signJws({ header: { kid: mallory.kid, typ: 'adjoin-receipt+jws' }, payload: claims, key: mallory.key }) };
    await expectRefused(alder, () => mallory.deliver(alder, [forged]), { status: 401, code: 'proof-required' });
  });
});

describe('[THREAT-17] a signature covers method, address, media type and body', () => {
  it.each(['@method', '@target-uri', 'content-type', 'content-digest'])('without %s', async (component) => {
    await expectUnsigned({ rewrite: resign((input) => input.replace(`"${component}"`, '').replace('( ', '(').replace(' )', ')').replace('  ', ' ')) }, 'coverage');
  });
  it.each(['created', 'expires', 'nonce', 'keyid', 'alg', 'tag'])('without the parameter %s', async (parameter) => {
    const { alder, mallory } = story;
    const forgery: Forgery = { rewrite: resign((input) => input.replace(new RegExp(`;${parameter}=(?:"[^"]*"|\\d+)`), '')) };
    const sent = body();
    await expectRefused(alder, () => mallory.request(alder, sent, forgery), { status: 401, code: 'coverage' });
  });
  it.each<[string, Forgery, string]>([
    ['no signature at all', { headers: { signature: undefined, 'signature-input': undefined } }, 'coverage'],
    ['no digest', { headers: { 'content-digest': undefined } }, 'coverage'],
    ['a digest of another body', { sending: envelope([]) }, 'coverage'],
    ['another method', { signing: { method: 'PUT' } }, 'invalid-signature'],
    ['another node’s address', { signing: { targetUri: 'https://birch.example/federation/v1/inbox' } }, 'invalid-signature'],
    ['another node’s address, and Host says so too', { signing: { targetUri: 'https://birch.example/federation/v1/inbox' }, headers: { host: 'birch.example', 'x-forwarded-host': 'birch.example', forwarded: 'host=birch.example' } }, 'invalid-signature'],
    ['another path', { signing: { targetUri: 'https://alder.example/federation/v1/pairings' } }, 'invalid-signature'],
    ['another purpose', { rewrite: resign((input) => input.replace('tag="adjoin"', 'tag="other"')) }, 'coverage'],
  ])('%s', async (_, forgery, code) => void (await expectUnsigned(forgery, code)));

  it('believes its own address, whatever Host says', async () => {
    const { alder, mallory } = story;
    const reply = await mallory.request(alder, envelope([]), { headers: { host: 'mallory.example' } });
    expect(reply.status).toBe(200);
  });
});

describe('[THREAT-19] clocks', () => {
  it('five minutes apart are close enough, either way', async () => {
    const { alder, mallory } = story;
    for (const skew of [-299, 300]) expect((await mallory.request(alder, envelope([]), { signing: { created: nowS() + skew, expires: nowS() + skew + 300 } })).status).toBe(200);
  });
  it('a clock that is further ahead is told the time', async () => {
    const reply = await expectUnsigned({ signing: { created: nowS() + 301, expires: nowS() + 400 } }, 'clock-skew');
    expect(reply.body.server_time).toBe(new Date(nowS() * 1000).toISOString());
  });
  it('a clock that is further behind looks like a late replay, and is told the time too', async () => {
    const reply = await expectUnsigned({ signing: { created: nowS() - 301, expires: nowS() - 1 } }, 'stale');
    expect(reply.body.server_time).toBe(new Date(nowS() * 1000).toISOString());
  });
  it('a signature that would live for longer than five minutes', async () => {
    await expectUnsigned({ signing: { created: nowS(), expires: nowS() + 301 } }, 'coverage');
  });
});

/** What JSON readers understand differently, or die of. */
const MALFORMED: [string, string, (inner: string) => string | Buffer][] = [
  ['[THREAT-20] a member twice', 'duplicate-member', (inner) => `{"type":"Collection","type":"Collection",${inner.slice(1)}`],
  ['[THREAT-20] a member twice, once escaped', 'duplicate-member', (inner) => `{"x":1,"\\u0078":2,${inner.slice(1)}`],
  ['[THREAT-21] a lone surrogate', 'lone-surrogate', (inner) => `{"x":"\\ud800",${inner.slice(1)}`],
  ['[THREAT-21] bytes that are not UTF-8', 'invalid-utf-8', (inner) => Buffer.concat([Buffer.from('{"x":"'), Buffer.from([0xff, 0xc0, 0x80]), Buffer.from(`",${inner.slice(1)}`)])],
  ['[THREAT-21] a surrogate in UTF-8', 'invalid-utf-8', (inner) => Buffer.concat([Buffer.from('{"x":"'), Buffer.from([0xed, 0xa0, 0x80]), Buffer.from(`",${inner.slice(1)}`)])],
  ['[THREAT-22] __proto__', 'forbidden-member', (inner) => `{"__proto__":{"role":"admin"},${inner.slice(1)}`],
  ['[THREAT-22] constructor, deep inside', 'forbidden-member', (inner) => `{"x":[{"constructor":{"prototype":{}}}],${inner.slice(1)}`],
  ['[THREAT-22] __proto__, escaped', 'forbidden-member', (inner) => `{"\\u005f_proto__":{},${inner.slice(1)}`],
  ['[THREAT-23] an integer beyond 2^53', 'unsafe-number', (inner) => `{"x":9007199254740993,${inner.slice(1)}`],
  ['[THREAT-23] 1e400', 'unsafe-number', (inner) => `{"x":1e400,${inner.slice(1)}`],
  ['[THREAT-25] 33 levels', 'too-deep', (inner) => `{"x":${'['.repeat(33)}${']'.repeat(33)},${inner.slice(1)}`],
  ['[THREAT-25] 200,000 levels', 'too-deep', (inner) => `{"x":${'['.repeat(200_000)}${']'.repeat(200_000)},${inner.slice(1)}`],
];

describe('JSON that is not understood alike everywhere', () => {
  it.each(MALFORMED)('%s, in a partner’s request', async (_, code, spoil) => {
    const { alder, mallory } = story;
    const spoilt = spoil(body());
    await expectRefused(alder, () => mallory.request(alder, spoilt), { status: 400, code, actor: mallory.did });
  });
  it.each(MALFORMED.filter(([, code]) => code !== 'invalid-utf-8'))('%s, in an activity', async (_, code, spoil) => {
    const { alder, mallory, log } = story;
    const whole = JSON.stringify({ '@context': ACTIVITY_STREAMS, id: log.nextId(), actor: mallory.boss, published: '2026-11-23T12:00:00.000Z', ...note() });
    const spoilt = String(spoil(whole));
    const expected = spoilt.length > MAX_PAYLOAD_BYTES ? { status: 422, code: 'payload-too-long' } : { status: 400, code };
    await expectRefused(alder, () => mallory.deliver(alder, [log.page(spoilt)]), expected);
  });
  it.each(MALFORMED)('%s, in a person’s request', async (_, code, spoil) => {
    const { alder, withMallory } = story;
    await alder.tokenOf(alder.admin);
    const raw = spoil(JSON.stringify({ text: CONTENT }));
    await expectRefused(alder, () => alder.send('POST', `/v1/channels/${withMallory.id}/posts`, { raw }), { status: 400, code, actor: alder.admin.id });
  });
  it.each(['-1', '0', '1.5', '"1"'])('[THREAT-23] %s as a position in a log', async (startIndex) => {
    const { alder, mallory, log } = story;
    const sent = envelope([log.page(note())]).replace(/"startIndex":\d+/, `"startIndex":${startIndex}`);
    await expectRefused(alder, () => mallory.request(alder, sent), { status: 400, code: 'invalid-delivery', actor: mallory.did });
  });
});

describe('[THREAT-24] nothing but the media type, spelled plainly', () => {
  const tricks = ['text/plain', 'application/json\t', 'application/json ;x=y', '\tapplication/json', 'application/json; charset=utf-16', 'application/json, text/plain', 'application/jsonx', 'multipart/form-data; boundary=x', ''];
  it.each(tricks)('%j from a person', async (type) => {
    const { alder, withMallory } = story;
    await alder.tokenOf(alder.admin);
    const attempt = () => alder.send('POST', `/v1/channels/${withMallory.id}/posts`, { raw: JSON.stringify({ text: CONTENT, unknown: true }), headers: { 'content-type': type } });
    await expectRefused(alder, attempt, { status: 415, code: 'unsupported-media-type' });
  });
  it('a media type in capitals meets the same schema', async () => {
    const { alder, withMallory } = story;
    await alder.tokenOf(alder.admin);
    const attempt = () => alder.send('POST', `/v1/channels/${withMallory.id}/posts`, { raw: JSON.stringify({ text: CONTENT, unknown: true }), headers: { 'content-type': 'Application/JSON' } });
    await expectRefused(alder, attempt, { status: 422, code: 'invalid-request' });
  });
  it.each(['application/json', 'Application/Activity+json', 'application/activity+json\t', 'application/activity+json ; x', 'application/ld+json'])('%j from a partner', async (type) => {
    const { alder, mallory } = story;
    const sent = body();
    await expectRefused(alder, () => mallory.request(alder, sent, { headers: { 'content-type': type } }), { status: 415, code: 'unsupported-media-type' });
  });
});

describe('[THREAT-26] compressed bodies', () => {
  it.each(['gzip', 'br', 'deflate', 'identity'])('%s from a partner, signed as sent', async (encoding) => {
    const { alder, mallory } = story;
    const sent = gzipSync(body());
    await expectRefused(alder, () => mallory.request(alder, sent, { headers: { 'content-encoding': encoding } }), { status: 415, code: 'unsupported-media-type' });
  });
  it('gzip from a person: a small bomb', async () => {
    const { alder, withMallory } = story;
    await alder.tokenOf(alder.admin);
    const raw = gzipSync(JSON.stringify({ text: 'a'.repeat(50_000_000) }));
    await expectRefused(alder, () => alder.send('POST', `/v1/channels/${withMallory.id}/posts`, { raw, headers: { 'content-encoding': 'gzip' } }), { status: 415, code: 'unsupported-media-type' });
    expect(await textsIn([alder, withMallory.id])).toEqual(['First words of With Mallory']);
  });
});
