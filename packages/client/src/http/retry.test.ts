import { afterEach, describe, expect, it } from 'vitest';
import { createClient } from '../client.ts';
import { UnreachableError } from '../problem-error.ts';
import { answer, cutOff, startScriptedServer, type ScriptedServer, type Step } from '../testing/scripted-server.ts';

const fine = answer(201, { id: 'chan_1' });
const unavailable = answer(503, { code: 'overloaded', title: 'Busy', status: 503 });
const inFlight = answer(409, { code: 'idempotency-in-flight', title: 'Wait', status: 409 }, { 'retry-after': '0' });
const conflict = answer(409, { code: 'already-shared', title: 'No', status: 409 });

describe('sending again', () => {
  let server: ScriptedServer;
  afterEach(() => server.close());
  const client = async (...steps: Step[]) => createClient({ url: (server = await startScriptedServer(...steps)).url });
  const post = { body: { name: 'lab', perimeter: 'internal' } } as const;

  it.each([
    ['the connection breaks off', [cutOff, fine]],
    ['the node restarts', [unavailable, cutOff, fine]],
    ['the first request is still at work', [cutOff, inFlight, fine]],
  ])('repeats a change under the same key when %s', async (_when, steps) => {
    const { post: send } = await client(...steps);
    expect(await send('/v1/channels', post)).toEqual({ id: 'chan_1' });
    expect(server.seen).toHaveLength(steps.length);
    expect(new Set(server.seen.map((headers) => headers['idempotency-key'])).size).toBe(1);
  });

  it('gives up after a few tries, and says who did not answer', async () => {
    const { get } = await client(cutOff);
    await expect(get('/v1/me')).rejects.toBeInstanceOf(UnreachableError);
    expect(server.seen).toHaveLength(4);
  });

  it('repeats no refusal', async () => {
    const { post: send } = await client(conflict);
    await expect(send('/v1/channels', post)).rejects.toMatchObject({ code: 'already-shared' });
    expect(server.seen).toHaveLength(1);
  });

  it('repeats no sign-in, which takes no key', async () => {
    const { post: send } = await client(cutOff);
    await expect(send('/v1/sessions', { body: { email: 'a@b.example', password: 'x', cookie: false } })).rejects.toBeInstanceOf(UnreachableError);
    expect(server.seen).toHaveLength(1);
  });

  it('does not wait as long as a far Retry-After asks', async () => {
    const { get } = await client(answer(429, { code: 'too-many', title: 'Later', status: 429 }, { 'retry-after': '3600' }));
    await expect(get('/v1/me')).rejects.toMatchObject({ code: 'too-many' });
    expect(server.seen).toHaveLength(1);
  });

  it('makes a problem of what is none', async () => {
    const { get } = await client((_request, response) => void response.writeHead(404, { 'content-type': 'text/html' }).end('<h1>nginx</h1>'));
    await expect(get('/v1/me')).rejects.toMatchObject({ status: 404, code: 'status-404', title: 'Not Found' });
  });
});
