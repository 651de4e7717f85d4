import { connect as connectTcp } from 'node:net';
import { connect, type TLSSocket } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { settle, type Neighbour } from './two-homes.ts';

/** However slow a client is, the node is done with it after this long. */
const PATIENCE_MS = 22_000;

let alder: Neighbour;
let channelId: string;
beforeAll(async () => {
  alder = await settle('Alder', 'sqlite');
  channelId = (await alder.call('POST', '/v1/channels', { name: 'Room', perimeter: 'internal' })).id;
});
afterAll(async () => {
  await alder.now().process.kill();
  await alder.home.dispose();
});

type Ended = { readonly text: string; readonly ms: number };

function open(): TLSSocket {
  const { port, certificate } = alder.now().process;
  return connect({ host: '127.0.0.1', port, ca: certificate });
}

/** Lets a client talk over a socket of its own until the node ends it; answers with what the node said. */
function talk(say: (socket: TLSSocket) => void): Promise<Ended> {
  const startedAt = performance.now();
  return new Promise((resolve) => {
    const socket = open();
    let text = '';
    socket.on('data', (chunk) => (text += chunk.toString('latin1')));
    socket.on('error', () => undefined);
    socket.on('close', () => resolve({ text, ms: performance.now() - startedAt }));
    socket.once('secureConnect', () => say(socket));
  });
}

/** Sends a text and then one more piece a second, for as long as the node listens. */
function trickle(head: string, piece: string, everyMs = 500): (socket: TLSSocket) => void {
  return (socket) => {
    socket.write(head);
    const timer = setInterval(() => void (socket.writable && socket.write(piece)), everyMs);
    socket.once('close', () => clearInterval(timer));
  };
}

const post = (fields: readonly string[], body = ''): string =>
  [`POST /v1/channels/${channelId}/posts HTTP/1.1`, `Host: 127.0.0.1`, `Authorization: Bearer ${alder.now().token}`, ...fields, '', body].join('\r\n');
const texts = async (): Promise<string[]> => (await alder.call('GET', `/v1/channels/${channelId}/posts`)).data.map(({ text }: { text: string }) => text);

describe('[THREAT-27] clients that take their time', () => {
  const clients: [string, () => Promise<Ended>][] = [
    ['says nothing at all', () => talk(() => undefined)],
    ['sends its head a byte at a time', () => talk(trickle('GET /livez HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ', 'a'))],
    ['sends its body a byte at a time', () => talk(trickle(post(['Content-Type: application/json', 'Content-Length: 500']), 'a'))],
    ['sends small chunks without end', () => talk(trickle(post(['Content-Type: application/json', 'Transfer-Encoding: chunked']), '1\r\na\r\n'))],
    ['asks nothing further', () => talk((socket) => socket.write('GET /livez HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\nGET /livez HTTP/1.1\r\n'))],
  ];

  it('are ended within seconds, all of them, while others are served', async () => {
    const { port } = alder.now().process;
    // Not even a TLS handshake.
    const mute = new Promise<Ended>((resolve) => {
      const startedAt = performance.now();
      const socket = connectTcp({ host: '127.0.0.1', port });
      socket.on('error', () => undefined);
      socket.on('close', () => resolve({ text: '', ms: performance.now() - startedAt }));
    });
    const ends = Promise.all([...clients.map(([, run]) => run()), mute]);
    for (let count = 0; count < 20; count += 1) expect(await alder.now().process.api.send('GET', '/livez')).toMatchObject({ status: 200 });
    const slow = (await ends).map(({ ms }, index) => [clients[index]?.[0] ?? 'never begins TLS', ms] as const).filter(([, ms]) => ms > PATIENCE_MS);
    expect(slow).toEqual([]);
    expect(await texts()).toEqual([]);
  });

  it('chunk extensions without end are cut off before they fill anything', async () => {
    const head = post(['Content-Type: application/json', 'Transfer-Encoding: chunked']);
    const { text, ms } = await talk((socket) => {
      socket.write(`${head}1;`);
      const pour = (): void => void (socket.writable && socket.write('a'.repeat(65_536), () => setImmediate(pour)));
      pour();
    });
    expect(text === '' || /^HTTP\/1\.1 4(?:00|13)/.test(text), text).toBe(true);
    expect(ms).toBeLessThan(5_000);
    expect(await texts()).toEqual([]);
  });

  it('a head without end is cut off', async () => {
    const { text, ms } = await talk((socket) => {
      socket.write('GET /livez HTTP/1.1\r\nHost: 127.0.0.1\r\n');
      const pour = (): void => void (socket.writable && socket.write(`X-${'a'.repeat(4_000)}: ${'b'.repeat(4_000)}\r\n`, () => setImmediate(pour)));
      pour();
    });
    expect(text === '' || /^HTTP\/1\.1 4(?:00|31)/.test(text), text).toBe(true);
    expect(ms).toBeLessThan(5_000);
  });
});

describe('[THREAT-24] requests that are read in two ways', () => {
  const json = JSON.stringify({ text: 'Smuggled', unknown: true });
  const withLength = (fields: readonly string[]): string => post([...fields, `Content-Length: ${json.length}`, 'Connection: close'], json);
  it.each([
    ['a tab after the media type', 'Content-Type: application/json\t'],
    ['a tab and a parameter', 'Content-Type: application/json\t; charset=utf-8'],
    ['a blank before the parameter', 'Content-Type: application/json ; charset=utf-8'],
    ['capitals', 'CONTENT-TYPE: APPLICATION/JSON'],
    ['two media types', 'Content-Type: application/json\r\nContent-Type: text/plain'],
    ['two media types, the other way round', 'Content-Type: text/plain\r\nContent-Type: application/json'],
    ['a media type in the next line', 'Content-Type:\r\n application/json'],
    ['none', 'X-Nothing: 1'],
  ])('%s: the schema is not skipped', async (_, field) => {
    const { text } = await talk((socket) => socket.write(withLength([field])));
    expect(text).toMatch(/^HTTP\/1\.1 4(?:00|15|22) /);
    expect(await texts()).toEqual([]);
  });

  it.each<[string, () => string]>([
    ['a length and chunks', () => post(['Content-Type: application/json', 'Content-Length: 4', 'Transfer-Encoding: chunked', 'Connection: close'], `${json.length.toString(16)}\r\n${json}\r\n0\r\n\r\n`)],
    ['two lengths', () => post(['Content-Type: application/json', `Content-Length: ${json.length}`, 'Content-Length: 2', 'Connection: close'], json)],
    ['chunks spelled otherwise', () => post(['Content-Type: application/json', 'Transfer-Encoding: xchunked', 'Connection: close'], json)],
    ['no host', () => `GET /livez HTTP/1.1\r\nConnection: close\r\n\r\n`],
    ['a NUL in a field', () => post(['Content-Type: application/json', 'X-Nul: a\0b', 'Content-Length: 2', 'Connection: close'], '{}')],
  ])('%s: 400', async (_, request) => {
    const { text } = await talk((socket) => socket.write(request()));
    expect(text).toMatch(/^HTTP\/1\.1 4\d\d /);
    expect(await texts()).toEqual([]);
  });

  it('[THREAT-25] a thousand brackets for each byte that a parser’s stack has: 400, and the node lives', async () => {
    const { process, token } = alder.now();
    for (const body of ['['.repeat(500_000), `${'{"a":'.repeat(150_000)}1${'}'.repeat(150_000)}`]) {
      const answer = await process.api.pool.request({ method: 'POST', path: `/v1/channels/${channelId}/posts`, headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` }, body });
      expect(answer.statusCode).toBe(400);
      expect(await answer.body.json()).toMatchObject({ code: 'too-deep' });
    }
    expect(await process.api.send('GET', '/livez')).toMatchObject({ status: 200 });
  });
});
