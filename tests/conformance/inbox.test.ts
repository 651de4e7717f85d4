import { createPublicKey } from 'node:crypto';
import { compactVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readVectors, titled } from './read-spec.ts';
import { INBOX, NOW, openVectorBirch, type VectorBirch } from './vector-birch.ts';

type Page = { partOf: string; startIndex: number; orderedItems: object[] };
type Vectors = {
  held: Page;
  refused: { rule: string; name: string; page: Page; status: number; code: string }[];
  deferred: { rule: string; name: string; page: Page; code: string }[];
  duplicate: { rule: string; name: string; page: Page; isMore?: boolean }[];
};
type Request = { rule: string; name: string; method: 'POST'; targetUri: string; headers: [string, string][]; body: string; now: number; status: number; code: string };
type Answer = { results: { log: string; status: string; code?: string; receipt?: string }[]; heads: object[] };

const { held, refused, deferred, duplicate } = readVectors('refused-pages') as Vectors;
const requests = readVectors('requests') as { accepted: Request[]; refused: Request[] };
const { companies } = readVectors('keys') as { companies: { operational: { publicKey: string; kid: string } }[] };
const birchKey = companies[1]?.operational;

const deliver = (birch: VectorBirch, pages: readonly Page[], heads: object[] = []) =>
  birch.send('POST', '/federation/v1/inbox', JSON.stringify({ '@context': 'https://www.w3.org/ns/activitystreams', type: 'Collection', items: pages, heads }));

describe('a node that is given pages', () => {
  let birch: VectorBirch;
  beforeAll(async () => {
    birch = await openVectorBirch();
    await deliver(birch, [held]);
  });
  afterAll(() => birch.node.dispose());

  it('[REP-5] stores what is sound', async () => {
    expect(await birch.heldOf(held.partOf)).toBe(held.orderedItems.length);
  });

  it.each(titled(refused, 'refuses'))('%s', async (_title, { page, status, code }) => {
    const answer = await deliver(birch, [page]);
    expect([answer.statusCode, answer.headers['content-type'], answer.json()]).toMatchObject([status, /^application\/problem\+json/, { status, code, type: `urn:adjoin:problem:${code}` }]);
    expect(await birch.heldOf(held.partOf)).toBe(held.orderedItems.length);
    expect(await birch.heldOf(page.partOf)).toBe(page.partOf === held.partOf ? held.orderedItems.length : undefined);
  });

  it.each(titled(deferred, 'defers'))('%s', async (_title, { page, code }) => {
    const answer = await deliver(birch, [page]);
    expect([answer.statusCode, answer.json()]).toEqual([200, { results: [{ log: page.partOf, status: 'deferred', code }], heads: [] }]);
  });

  it('[REP-6] answers page by page where one of them is taken', async () => {
    const [bad] = refused;
    const answer = await deliver(birch, [bad?.page as Page, held]);
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, expect.stringMatching(/^application\/activity\+json\b/)]);
    expect(answer.json()).toMatchObject({ results: [{ status: 'refused', code: bad?.code }, { status: 'duplicate' }] });
  });

  it('[REP-9] tells its heads to whoever tells theirs', async () => {
    const head = { log: held.partOf, seq: 999, head: 'A'.repeat(43) };
    const { heads } = (await deliver(birch, [], [head])).json<Answer>();
    expect(heads).toMatchObject([{ log: held.partOf, seq: held.orderedItems.length }]);
  });

  it.each(titled(duplicate, 'takes again'))('%s', async (_title, { page, isMore = false }) => {
    const answer = (await deliver(birch, [page])).json<Answer>();
    const last = isMore ? page.startIndex + page.orderedItems.length - 1 : held.orderedItems.length;
    expect(answer.results).toMatchObject([{ log: page.partOf, status: isMore ? 'accepted' : 'duplicate' }]);
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(birchKey?.publicKey ?? '', 'hex').toString('base64url') }, format: 'jwk' });
    const receipt = await compactVerify(answer.results[0]?.receipt ?? '', key, { algorithms: ['EdDSA'] });
    expect(receipt.protectedHeader).toEqual({ alg: 'EdDSA', typ: 'adjoin-receipt+jws', kid: birchKey?.kid });
    expect(JSON.parse(Buffer.from(receipt.payload).toString())).toMatchObject({ log: page.partOf, seq: last });
    expect(await birch.heldOf(held.partOf)).toBe(last);
  });
});

describe('a node that is sent the requests of the vectors', () => {
  let birch: VectorBirch;
  beforeAll(async () => {
    birch = await openVectorBirch();
  });
  afterAll(() => birch.node.dispose());

  const [delivery, heads] = requests.accepted as [Request, Request];
  const send = ({ method, targetUri, headers, body }: Request) =>
    birch.node.inject({ method, url: targetUri.slice('https://birch.example'.length), headers: Object.fromEntries(headers), payload: body });

  const unknownKeys = ['a key that nobody pinned', 'the identity key'];
  // The node has no such method or path, looks at the media type first, and tells nobody whether a key is unknown or its node.
  const elsewhere = ['another path', 'another host', 'another method', 'another content type', ...unknownKeys];
  const atInbox = requests.refused.filter(({ name }) => !elsewhere.includes(name));

  it.each(titled(atInbox, 'refuses'))('%s', async (_title, request) => {
    birch.advance((request.now - NOW) * 1000);
    const answer = await send(request);
    birch.advance((NOW - request.now) * 1000);
    expect([answer.statusCode, answer.json()]).toMatchObject([401, { code: request.code }]);
  });

  it.each(unknownKeys)('[SIG-10] answers %s as it answers a stranger', async (name) => {
    const answer = await send(requests.refused.find((request) => request.name === name) as Request);
    expect([answer.statusCode, answer.json()]).toMatchObject([401, { code: 'not-paired' }]);
  });

  it('[SIG-1] takes the delivery, and [REP-12] gives its replay the same answer and no effect', async () => {
    expect(delivery.targetUri).toBe(INBOX);
    const [first, second] = [await send(delivery), await send(delivery)];
    expect([first.statusCode, first.json()]).toMatchObject([200, { results: [{ status: 'accepted' }, { status: 'accepted' }] }]);
    expect(second.body).toBe(first.body);
  });

  it('[REP-12] knows a request by its nonce: another one under the same gets the answer of the first', async () => {
    expect((await send(heads)).json()).toMatchObject({ results: [{ status: 'accepted' }, { status: 'accepted' }] });
  });
});
