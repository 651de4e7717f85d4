import { ensureSetupToken } from '@adjoin/node/features/people/commands/set-up-node';
import { createUnclaimedTestNode } from '@adjoin/node/testing/create-test-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClient, type Client } from './client.ts';
import type { Fetch } from './http/fetch.ts';
import { eachOf, readAll } from './pages.ts';
import { ProblemError } from './problem-error.ts';
import { createSession, type Session } from './session/session.ts';
import { createMemoryStore, type TokenStore } from './session/token-store.ts';
import { fetchFrom } from './testing/node-fetch.ts';

const credentials = { email: 'ada@alder.example', password: 'correct horse battery staple' };

describe('createClient, with a real node', () => {
  let node: Awaited<ReturnType<typeof createUnclaimedTestNode>>;
  let fetch: Fetch;
  let store: TokenStore;
  let session: Session;
  let client: Client;
  const requests: { url: string; headers: Headers }[] = [];

  beforeAll(async () => {
    node = await createUnclaimedTestNode();
    const send = fetchFrom(node);
    fetch = (url, init) => {
      requests.push({ url, headers: new Headers(init.headers) });
      return send(url, init);
    };
    const token = (await ensureSetupToken(node.node.context)) as string;
    await createClient({ url: node.url, fetch }).post('/v1/setup', { body: { token, company: 'Alder', name: 'Ada', ...credentials } });
    store = createMemoryStore();
    session = createSession({ url: node.url, fetch, store });
    await session.logIn(credentials);
    client = createClient({ url: node.url, fetch, tokens: session });
  });
  afterAll(() => node.dispose());

  it('answers with the body of a success', async () => {
    expect(await client.get('/v1/me')).toMatchObject({ name: 'Ada', role: 'admin', company: { id: 'self', name: 'Alder' } });
    const channel = await client.post('/v1/channels', { body: { name: 'lab', perimeter: 'internal' } });
    expect(await client.get('/v1/channels/{id}', { params: { path: { id: channel.id } } })).toEqual(channel);
    await client.delete('/v1/channels/{id}/members/{person_id}', { params: { path: { id: channel.id, person_id: (await client.get('/v1/me')).id } } });
  });

  it('throws the problem of a refusal, with its code and places', async () => {
    const refused = client.post('/v1/channels', { body: { name: ' ', perimeter: 'internal' } });
    await expect(refused).rejects.toBeInstanceOf(ProblemError);
    await expect(refused).rejects.toMatchObject({ status: 422, code: 'invalid-request', errors: [{ pointer: '/name' }] });
  });

  it('sends each change under a key of its own, and readings under none', async () => {
    requests.length = 0;
    await client.post('/v1/people', { body: { name: 'Bo' } });
    await client.post('/v1/people', { body: { name: 'Cy' } });
    await client.get('/v1/me');
    const keys = requests.map(({ headers }) => headers.get('idempotency-key'));
    expect(keys).toEqual([expect.stringMatching(/^[0-9a-f]{32}$/), expect.stringMatching(/^[0-9a-f]{32}$/), null]);
    expect(keys[0]).not.toBe(keys[1]);
  });

  it('reads lists to their end', async () => {
    for (let number = 0; number < 5; number++) await client.post('/v1/people', { body: { name: `Person ${number}` } });
    const twoByTwo = eachOf(({ cursor }) => client.get('/v1/people', { params: { query: { limit: 2, ...(cursor === undefined ? {} : { cursor }) } } }));
    const names: string[] = [];
    for await (const { name } of twoByTwo) names.push(name);
    expect(names).toEqual((await readAll((query) => client.get('/v1/people', { params: { query } }))).map(({ name }) => name));
    expect(new Set(names).size).toBe(names.length);
  });

  it('renews an access token that is about to end, once for all who wait', async () => {
    const tokens = await store.read();
    await store.write({ ...(tokens as NonNullable<typeof tokens>), accessExpiresAt: Date.now() + 1_000 });
    requests.length = 0;
    await Promise.all([client.get('/v1/me'), client.get('/v1/me'), client.get('/v1/people')]);
    expect(requests.filter(({ url }) => url.endsWith('/v1/sessions/refresh'))).toHaveLength(1);
    expect((await store.read())?.refreshToken).not.toBe(tokens?.refreshToken);
  });

  it('renews an access token that the node refuses, and repeats the request', async () => {
    const tokens = (await store.read()) as NonNullable<Awaited<ReturnType<TokenStore['read']>>>;
    await store.write({ ...tokens, accessToken: `${tokens.accessToken.slice(0, -4)}AAAA` });
    expect(await client.get('/v1/me')).toMatchObject({ name: 'Ada' });
  });

  it('forgets a session that has ended', async () => {
    const ended = createMemoryStore({ accessToken: 'x', accessExpiresAt: 0, refreshToken: 'unknown' });
    const stranger = createClient({ url: node.url, fetch, tokens: createSession({ url: node.url, fetch, store: ended }) });
    await expect(stranger.get('/v1/me')).rejects.toMatchObject({ code: 'unauthenticated' });
    expect(await ended.read()).toBeUndefined();
  });

  it('signs out at the node', async () => {
    const other = createMemoryStore();
    const second = createSession({ url: node.url, fetch, store: other });
    await second.logIn(credentials);
    const { accessToken } = (await other.read()) as NonNullable<Awaited<ReturnType<TokenStore['read']>>>;
    await second.logOut();
    expect(await other.read()).toBeUndefined();
    const late = createClient({ url: node.url, fetch, tokens: { current: async () => accessToken, renew: async () => undefined } });
    await expect(late.get('/v1/me')).rejects.toMatchObject({ status: 401 });
  });
});
