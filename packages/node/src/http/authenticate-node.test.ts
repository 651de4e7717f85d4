import { randomBytes } from 'node:crypto';
import { signRequest } from '@adjoin/protocol/signatures/http-request';
import type { LightMyRequestResponse } from 'fastify';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { changeState, createNodePair, onlyPartner, pair, requestPairing, type NodePair } from '../testing/node-pair.ts';
import { createStranger } from '../testing/stranger-node.ts';
import { acceptActivities, authenticateNodes } from './authenticate-node.ts';
import { createServer, type App } from './server.ts';
import { ACTIVITY_JSON } from './signed-request.ts';

const PATH = '/federation/v1/probe';

/** A door that only says who came through it. */
async function openProbe(nodes: NodePair): Promise<App> {
  const { context } = nodes.alder.node;
  const app = await createServer(context, undefined);
  await app.register(async (scope: App) => {
    acceptActivities(scope);
    authenticateNodes(scope, context);
    const answer = (request: { partner: { did: string }; nonce: string; body: unknown }) => ({ did: request.partner.did, nonce: request.nonce, isBytes: Buffer.isBuffer(request.body) });
    scope.post(PATH, async (request) => answer(request));
    scope.get(PATH, async (request) => answer(request));
  });
  return app;
}

type Sending = { readonly signing?: Partial<Parameters<typeof signRequest>[0]>; readonly headers?: Record<string, string>; readonly payload?: Buffer; readonly path?: string };

describe('authenticateNodes', () => {
  let nodes: NodePair;
  let app: App;
  beforeAll(async () => {
    nodes = await createNodePair('sqlite');
    await pair(nodes);
    app = await openProbe(nodes);
  });
  afterAll(async () => {
    await app.close();
    await nodes.dispose();
  });

  const body = Buffer.from('{"hello":"world"}');
  const now = () => Math.floor(nodes.alder.node.context.clock.now() / 1000);

  function sign(signing: Sending['signing'] = {}): Record<string, string> {
    const { operational } = nodes.birch.node.context.identity;
    const request = { method: 'POST', targetUri: `https://alder.example${PATH}`, contentType: ACTIVITY_JSON, body, keyId: operational.kid, key: operational.key, created: now(), expires: now() + 300, nonce: randomBytes(16).toString('base64url'), tag: 'adjoin' as const };
    return signRequest({ ...request, ...signing }).headers;
  }
  const post = ({ signing, headers = {}, payload = body, path = PATH }: Sending = {}): Promise<LightMyRequestResponse> =>
    app.inject({ method: 'POST', url: path, headers: { ...sign(signing), ...headers }, payload });

  it('lets a partner through that signs with its pinned key, and leaves the body as bytes', async () => {
    const answer = await post({ signing: { nonce: 'abcdefghijklmnopqrstuv' } });
    expect(answer.json()).toEqual({ did: nodes.birch.node.context.identity.did, nonce: 'abcdefghijklmnopqrstuv', isBytes: true });
    const { operational } = nodes.birch.node.context.identity;
    const signed = { method: 'GET', targetUri: `https://alder.example${PATH}?log=x&after=0`, keyId: operational.kid, key: operational.key, created: now(), expires: now() + 60, nonce: 'abcdefghijklmnopqrstuw', tag: 'adjoin' as const };
    const read = await app.inject({ url: `${PATH}?log=x&after=0`, headers: signRequest(signed).headers });
    expect(read.json()).toMatchObject({ did: nodes.birch.node.context.identity.did });
  });

  it('[THREAT-40] refuses nodes that never paired, and all of them alike', async () => {
    const stranger = createStranger();
    const refused = await app.inject({ method: 'POST', url: PATH, headers: sign({ keyId: stranger.kid }), payload: body });
    expect(refused.json()).toMatchObject({ status: 401, code: 'not-paired' });
    expect(refused.headers['content-type']).toContain('application/problem+json');
  });

  it('[THREAT-15] refuses a key that the partner never showed, and a partner named by another key', async () => {
    const { did } = nodes.birch.node.context.identity;
    const unknown = await post({ signing: { keyId: `${did}#${'A'.repeat(43)}` } });
    expect(unknown.json()).toMatchObject({ status: 401, code: 'not-paired' });
    const ours = await post({ signing: { key: nodes.alder.node.context.identity.operational.key } });
    expect(ours.json()).toMatchObject({ status: 401, code: 'invalid-signature' });
    const identityKey = await post({ signing: { keyId: `${did}#${did.slice('did:key:'.length)}`, key: nodes.birch.node.context.identity.identityKey } });
    expect(identityKey.json()).toMatchObject({ status: 401, code: 'not-paired' });
  });

  it.each([
    ['the body was altered', { payload: Buffer.from('{"hello":"Mallory"}') }, 'coverage'],
    ['the digest is of another body', { headers: { 'content-digest': 'sha-256=:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=:' } }, 'invalid-signature'],
    ['it was for another node', { signing: { targetUri: `https://birch.example${PATH}` } }, 'invalid-signature'],
    ['it was for another node, and Host agrees', { signing: { targetUri: `https://birch.example${PATH}` }, headers: { host: 'birch.example' } }, 'invalid-signature'],
    ['it was for another path', { signing: { targetUri: 'https://alder.example/federation/v1/other' } }, 'invalid-signature'],
    ['a query was added', { path: `${PATH}?x=1` }, 'invalid-signature'],
    ['it was for another method', { signing: { method: 'PUT' } }, 'invalid-signature'],
    ['it has no signature', { headers: { signature: '' } }, 'invalid-signature'],
    ['it covers no body', { signing: { body: undefined }, headers: { 'content-type': ACTIVITY_JSON } }, 'coverage'],
  ] satisfies [string, Sending, string][])('[THREAT-17] refuses a request when %s', async (_what, sending, code) => {
    expect((await post(sending)).json()).toMatchObject({ status: 401, code });
  });

  it('[THREAT-17] believes its own address and not Host', async () => {
    expect((await post({ headers: { host: 'birch.example' } })).statusCode).toBe(200);
  });

  it('[THREAT-18] [THREAT-19] tells the time to partners whose clock is wrong', async () => {
    const server_time = new Date(now() * 1000).toISOString();
    expect((await post({ signing: { created: now() - 301, expires: now() - 1 } })).json()).toMatchObject({ status: 401, code: 'stale', server_time });
    expect((await post({ signing: { created: now() + 301, expires: now() + 400 } })).json()).toMatchObject({ status: 401, code: 'clock-skew', server_time });
    expect((await post({ signing: { created: now() + 299, expires: now() + 400 } })).statusCode).toBe(200);
  });

  it.each(['application/json', 'application/activity+json;charset=utf-8', 'APPLICATION/activity+json', ' application/activity+json\t;x', ''])('[THREAT-24] refuses the media type %j', async (type) => {
    expect((await post({ headers: { 'content-type': type } })).json()).toMatchObject({ status: 415, code: 'unsupported-media-type' });
  });

  it('[THREAT-26] refuses compressed bodies', async () => {
    expect((await post({ headers: { 'content-encoding': 'gzip' } })).json()).toMatchObject({ status: 415 });
    expect((await post({ headers: { 'content-encoding': 'identity' } })).json()).toMatchObject({ status: 415 });
  });

  it('leaves a line of audit for a refused request, and few for a flood', async () => {
    const { readAudit, node } = nodes.alder;
    const before = (await readAudit('request.refused')).length;
    nodes.advance(3_600_000);
    for (let count = 0; count < 40; count += 1) await post({ payload: Buffer.from('x') });
    const rows = (await node.context.database.read.selectFrom('audit_entries').selectAll().where('action', '=', 'request.refused').orderBy('seq').execute()).slice(before);
    expect(rows).toHaveLength(31);
    const { did } = nodes.birch.node.context.identity;
    expect(rows[0]).toMatchObject({ actor: 'system', subject: `POST ${PATH}`, details: JSON.stringify({ code: 'coverage', claimed: did }) });
  });
});

describe('authenticateNodes, as a partnership changes', () => {
  let nodes: NodePair;
  let app: App;
  beforeEach(async () => {
    nodes = await createNodePair('sqlite');
    await requestPairing(nodes);
    app = await openProbe(nodes);
  });
  afterEach(async () => {
    await app.close();
    await nodes.dispose();
  });

  function knock(): Promise<LightMyRequestResponse> {
    const { operational } = nodes.birch.node.context.identity;
    const created = Math.floor(nodes.alder.node.context.clock.now() / 1000);
    const signed = { method: 'GET', targetUri: `https://alder.example${PATH}`, keyId: operational.kid, key: operational.key, created, expires: created + 300, nonce: randomBytes(16).toString('base64url'), tag: 'adjoin' as const };
    return app.inject({ url: PATH, headers: signRequest(signed).headers });
  }

  it('[THREAT-40] hears a partner while words are awaited and while active, and neither suspended nor after the end', async () => {
    expect((await knock()).statusCode).toBe(200);
    await changeState(nodes.alder, await onlyPartner(nodes.alder), { state: 'ended' });
    expect((await knock()).json()).toMatchObject({ status: 401, code: 'not-paired' });
  });

  it('[THREAT-40] stops hearing a partner with the very answer that suspends it, and hears it again once resumed', async () => {
    const { database, partners } = nodes.alder.node.context;
    const { did } = nodes.birch.node.context.identity;
    await database.write(async (tx) => {
      await tx.db.updateTable('partnerships').set({ state: 'active' }).execute();
      await partners.mirror(tx, did);
    });
    const partner = await onlyPartner(nodes.alder);
    expect((await knock()).statusCode).toBe(200);
    await changeState(nodes.alder, partner, { state: 'suspended', reason: 'audit' });
    expect((await knock()).json()).toMatchObject({ status: 401, code: 'not-paired' });
    await changeState(nodes.alder, partner, { state: 'active' });
    expect((await knock()).statusCode).toBe(200);
  });
});
