import assert from 'node:assert/strict';
import { commitNonce } from '@adjoin/protocol/pairing/words';
import type { NodeDocument } from '@adjoin/protocol/pairing/node-document';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { adjustableClock } from '../../testing/adjustable-clock.ts';
import { createTestNode, type TestNode } from '../../testing/create-test-node.ts';
import { invite } from '../../testing/node-pair.ts';
import { testDialects } from '../../testing/open-test-database.ts';
import { createStranger, type StrangerNode } from '../../testing/stranger-node.ts';
import { createInvitation } from './commands/invite.ts';
import { STRANGER_RATE } from './limits.ts';

const PATH = '/federation/v1/pairings';
const NONCE = 'AQAAAAAAAAAAAAAAAAAAAA';
const WEEK_MS = 7 * 24 * 60 * 60 * 1000;

type Contents = { readonly secret: string; readonly commitment: string };

function contentsOf(invitation: string): Contents {
  return JSON.parse(Buffer.from(invitation.split('.')[1] as string, 'base64url').toString()) as Contents;
}

/** What an honest node of that document sends. */
function bodyOf(node: StrangerNode, secret: string, { nonce = NONCE, changes }: { nonce?: string; changes?: Partial<NodeDocument> } = {}): string {
  return JSON.stringify({ secret, document: node.document(changes), invitee_nonce: nonce });
}

describe.each(testDialects)('the door for strangers on %s', (dialect) => {
  let alder: TestNode;
  let advance: (ms: number) => void;
  let mallory: StrangerNode;
  beforeEach(async () => {
    const time = adjustableClock();
    advance = time.advance;
    alder = await createTestNode({ dialect, clock: time.clock });
    mallory = createStranger();
  });
  afterEach(() => alder.dispose());

  const knock = (secret: string, node = mallory) => node.send(alder, { path: PATH, body: bodyOf(node, secret) });
  const partners = () => alder.node.context.database.read.selectFrom('partnerships').selectAll().execute();
  const refusals = async () => (await alder.readAudit('pairing.refused')).map(([, , details]) => (details as { code: string }).code);

  it('takes a secret once, and answers with the nonce that the invitation committed to', async () => {
    const { secret, commitment } = contentsOf((await invite(alder)).invitation);
    const answer = await knock(secret);
    expect(answer.statusCode).toBe(200);
    const { document, inviter_nonce } = answer.json<{ document: string; inviter_nonce: string }>();
    expect(document).toBe(alder.node.context.identity.documentJws);
    expect(commitNonce(inviter_nonce)).toBe(commitment);
    expect(await partners()).toMatchObject([{ node: mallory.did, state: 'requested', is_inviter: 1, invitee_nonce: NONCE, confirmed_by_us_at: null }]);

    const late = await knock(secret, createStranger('Cedar'));
    expect(late.json()).toMatchObject({ status: 409, code: 'invitation-used' });
    expect(await partners()).toHaveLength(1);
    expect(await refusals()).toEqual(['invitation-used']);
  });

  it('[THREAT-37] lets one of many win that race with one secret', async () => {
    const { secret } = contentsOf((await invite(alder)).invitation);
    const racers = Array.from({ length: STRANGER_RATE.burst }, (_, index) => createStranger(`Racer${index}`));
    const answers = await Promise.all(racers.map((racer) => racer.send(alder, { path: PATH, body: bodyOf(racer, secret) })));
    expect(answers.filter(({ statusCode }) => statusCode === 200)).toHaveLength(1);
    expect(answers.filter(({ statusCode }) => statusCode === 409)).toHaveLength(racers.length - 1);
    expect(await partners()).toHaveLength(1);
  });

  it('gives the same node the same answer again, with no second effect', async () => {
    const { secret } = contentsOf((await invite(alder)).invitation);
    const first = await knock(secret);
    expect((await knock(secret)).json()).toEqual(first.json());
    expect(await alder.readAudit('partner.updated')).toHaveLength(1);
    const otherNonce = await mallory.send(alder, { path: PATH, body: bodyOf(mallory, secret, { nonce: 'AgAAAAAAAAAAAAAAAAAAAA' }) });
    expect(otherNonce.json()).toMatchObject({ status: 409, code: 'invitation-used' });
  });

  it('[THREAT-37] knows no secret that was never given out', async () => {
    await invite(alder);
    const refused = await knock('AAAAAAAAAAAAAAAAAAAAAA');
    expect(refused.json()).toMatchObject({ status: 404, code: 'not-found' });
    expect(await partners()).toEqual([]);
    const [row] = await alder.node.context.database.read.selectFrom('audit_entries').selectAll().where('action', '=', 'pairing.refused').execute();
    expect(row).toMatchObject({ actor: mallory.did, details: '{"code":"not-found"}' });
  });

  it('[THREAT-37] refuses expired and revoked secrets', async () => {
    const [revoked, expired] = [await invite(alder), await invite(alder)];
    await alder.inject({ method: 'DELETE', url: `/v1/invitations/${revoked.id}`, as: alder.admin });
    expect((await knock(contentsOf(revoked.invitation).secret)).json()).toMatchObject({ status: 410, code: 'invitation-revoked' });
    advance(2 * WEEK_MS - 1);
    expect(await partners()).toEqual([]);
    advance(1);
    expect((await knock(contentsOf(expired.invitation).secret)).json()).toMatchObject({ status: 410, code: 'invitation-expired' });
    expect(await partners()).toEqual([]);
    expect(await refusals()).toEqual(['invitation-revoked', 'invitation-expired']);
  });

  it('refuses a second pairing with the same node, and keeps the invitation open', async () => {
    const [first, second] = [await invite(alder), await invite(alder)];
    await knock(contentsOf(first.invitation).secret);
    expect((await knock(contentsOf(second.invitation).secret)).json()).toMatchObject({ status: 409, code: 'already-paired' });
    expect((await knock(contentsOf(second.invitation).secret, createStranger('Cedar'))).statusCode).toBe(200);
  });

  it('[THREAT-37] asks whoever tries too often to wait, and leaves one line for a flood', async () => {
    for (let count = 0; count < STRANGER_RATE.burst; count += 1) await knock('AAAAAAAAAAAAAAAAAAAAAA');
    for (let count = 0; count < 3; count += 1) {
      const refused = await knock('AAAAAAAAAAAAAAAAAAAAAA');
      expect(refused.json()).toMatchObject({ status: 429, code: 'too-many-attempts' });
      expect(refused.headers['retry-after']).toBe('60');
    }
    expect((await refusals()).filter((code) => code === 'too-many-attempts')).toHaveLength(1);
    advance(STRANGER_RATE.refillMs);
    expect((await knock('AAAAAAAAAAAAAAAAAAAAAA')).statusCode).toBe(404);
  });
});

describe('the door for strangers refuses, and leaves the invitation open,', () => {
  const mallory = createStranger();
  let alder: TestNode;
  let advance: (ms: number) => void;
  let secret: string;
  beforeAll(async () => {
    const time = adjustableClock();
    advance = time.advance;
    alder = await createTestNode({ clock: time.clock });
  });
  afterAll(() => alder.dispose());
  beforeEach(async () => {
    const { context } = alder.node;
    const { invitation } = await context.database.write((tx) => createInvitation(tx, context, { personId: alder.admin.id, note: '' }));
    secret = contentsOf(invitation).secret;
    advance(STRANGER_RATE.burst * STRANGER_RATE.refillMs);
  });
  afterEach(async () => {
    assert.equal(alder.node.context.partners.find(mallory.did), undefined);
    const honest = createStranger('Honest');
    assert.equal((await honest.send(alder, { path: PATH, body: bodyOf(honest, secret) })).statusCode, 200);
  });

  it('[THREAT-15] a document of another node than the one that signs', async () => {
    const birch = createStranger('Birch');
    const refused = await mallory.send(alder, { path: PATH, body: bodyOf(birch, secret) });
    expect(refused.json()).toMatchObject({ status: 401, code: 'unknown-key' });
    const claimed = await mallory.send(alder, { path: PATH, body: bodyOf(birch, secret), signing: { keyId: birch.kid } });
    expect(claimed.json()).toMatchObject({ status: 401, code: 'invalid-signature' });
  });

  it('[THREAT-15] a document whose keys belong to another node', async () => {
    const birch = createStranger('Birch');
    const keys = [{ id: birch.kid, publicKeyMultibase: 'z6MkpTHR8VNsBxYAAWHut2Geadd9jSwuBV8xRoAnwWsdvktH', status: 'active' as const }];
    const refused = await mallory.send(alder, { path: PATH, body: bodyOf(mallory, secret, { changes: { keys } }) });
    expect(refused.json()).toMatchObject({ status: 403, code: 'actor-mismatch' });
  });

  it('a signature by a retired key', async () => {
    const document = JSON.parse(Buffer.from(mallory.document().split('.')[1] as string, 'base64url').toString()) as NodeDocument;
    const keys = document.keys.map((key) => ({ id: key.id, publicKeyMultibase: key.publicKeyMultibase, status: 'retired' as const }));
    const refused = await mallory.send(alder, { path: PATH, body: bodyOf(mallory, secret, { changes: { keys } }) });
    expect(refused.json()).toMatchObject({ status: 401, code: 'unknown-key' });
  });

  it('[THREAT-17] a request for another address, whatever its Host says', async () => {
    const refused = await mallory.send(alder, { path: PATH, body: bodyOf(mallory, secret), signing: { targetUri: `https://birch.example${PATH}` }, headers: { host: 'birch.example' } });
    expect(refused.json()).toMatchObject({ status: 401, code: 'invalid-signature' });
  });

  it('[THREAT-17] a body that was not signed', async () => {
    const refused = await mallory.send(alder, { path: PATH, body: bodyOf(mallory, secret), signing: { body: Buffer.from('{}') } });
    expect(refused.json()).toMatchObject({ status: 401, code: 'coverage' });
  });

  it('[THREAT-18] [THREAT-19] a request that is too old or from the future', async () => {
    const now = Math.floor(alder.node.context.clock.now() / 1000);
    const old = await mallory.send(alder, { path: PATH, body: bodyOf(mallory, secret), signing: { created: now - 400, expires: now - 100 } });
    expect(old.json()).toMatchObject({ status: 401, code: 'stale', server_time: new Date(now * 1000).toISOString() });
    const early = await mallory.send(alder, { path: PATH, body: bodyOf(mallory, secret), signing: { created: now + 400, expires: now + 500 } });
    expect(early.json()).toMatchObject({ status: 401, code: 'clock-skew', server_time: new Date(now * 1000).toISOString() });
  });

  it.each([
    ['blanks', ' ', 'invalid-json'],
    ['text', 'hello', 'invalid-json'],
    ['[THREAT-20] members twice', '{"secret":"a","secret":"b"}', 'duplicate-member'],
    ['[THREAT-22] forbidden members', '{"__proto__":{}}', 'forbidden-member'],
    ['[THREAT-25] deep nesting', '['.repeat(40) + ']'.repeat(40), 'too-deep'],
    ['other members', '{"hello":1}', 'invalid-pairing-request'],
    ['a list', '[]', 'invalid-pairing-request'],
  ])('a body of %s', async (_what, body, code) => {
    const refused = await mallory.send(alder, { path: PATH, body });
    expect(refused.json()).toMatchObject({ status: 400, code });
  });

  it('unknown members, and a nonce of another length', async () => {
    const honest = JSON.parse(bodyOf(mallory, secret)) as object;
    for (const change of [{ role: 'admin' }, { invitee_nonce: 'short' }, { document: 7 }]) {
      const refused = await mallory.send(alder, { path: PATH, body: JSON.stringify({ ...honest, ...change }) });
      expect(refused.json()).toMatchObject({ status: 400, code: 'invalid-pairing-request' });
    }
  });

  it.each([
    'application/json',
    'Application/Activity+JSON',
    'application/activity+json; charset=utf-8',
    'application/activity+json\t',
    'application/activity+json ;a=b',
    'application/activity+json, application/json',
    'application/ld+json',
    'text/plain',
  ])('[THREAT-24] the media type %j', async (type) => {
    const refused = await mallory.send(alder, { path: PATH, body: bodyOf(mallory, secret), headers: { 'content-type': type } });
    expect(refused.json()).toMatchObject({ status: 415, code: 'unsupported-media-type' });
  });

  it('[THREAT-26] a compressed body', async () => {
    const refused = await mallory.send(alder, { path: PATH, body: bodyOf(mallory, secret), headers: { 'content-encoding': 'gzip' } });
    expect(refused.json()).toMatchObject({ status: 415, code: 'unsupported-media-type' });
  });

  it('[THREAT-28] a body that is too large', async () => {
    const refused = await mallory.send(alder, { path: PATH, body: `{"a":"${'x'.repeat(70_000)}"}` });
    expect(refused.json()).toMatchObject({ status: 413, code: 'payload-too-large' });
  });
});
