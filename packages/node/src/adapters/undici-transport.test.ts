import { createHash, X509Certificate } from 'node:crypto';
import type { LookupAddress } from 'node:dns';
import { createServer as createHttpServer, type RequestListener, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { OutgoingRequest, Transport, TransportFault } from '../ports/transport.ts';
import { makeSelfSignedCertificate } from './self-signed-certificate.ts';
import { createUndiciTransport } from './undici-transport.ts';

const opened: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0)) await close();
});

const { cert, key } = makeSelfSignedCertificate({ commonName: 'test', hosts: ['localhost', '127.0.0.1'], notBefore: Date.now() - 1000, notAfter: Date.now() + 60_000 });
const pin = createHash('sha256').update(new X509Certificate(cert).raw).digest('base64url');
const otherPin = createHash('sha256').update('another certificate').digest('base64url');

type Seen = { connections: number; requests: { method?: string | undefined; url?: string | undefined; headers: Record<string, unknown>; body: string }[] };
type Listening = { readonly port: number; readonly seen: Seen };

async function listen(server: Server, seen: Seen): Promise<Listening> {
  server.on('connection', () => (seen.connections += 1));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  opened.push(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  return { port: (server.address() as AddressInfo).port, seen };
}

function recording(seen: Seen, answer: RequestListener): RequestListener {
  return (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      seen.requests.push({ method: request.method, url: request.url, headers: request.headers, body: Buffer.concat(chunks).toString() });
      answer(request, response);
    });
  };
}

const ok: RequestListener = (_request, response) => void response.writeHead(200, { 'content-type': 'application/json' }).end('{"ok":true}');

function openHttps(answer: RequestListener = ok): Promise<Listening> {
  const seen: Seen = { connections: 0, requests: [] };
  return listen(createHttpsServer({ cert, key }, recording(seen, answer)), seen);
}

function openHttp(answer: RequestListener = ok): Promise<Listening> {
  const seen: Seen = { connections: 0, requests: [] };
  return listen(createHttpServer(recording(seen, answer)), seen);
}

function open(options?: Parameters<typeof createUndiciTransport>[0]): Transport {
  const transport = createUndiciTransport(options);
  opened.push(() => transport.close());
  return transport;
}

const request = (address: OutgoingRequest['address'], more: Partial<OutgoingRequest> = {}): OutgoingRequest => ({
  address,
  method: 'POST',
  path: '/federation/v1/inbox?x=1',
  headers: { 'content-type': 'application/activity+json' },
  body: Buffer.from('{}'),
  deadlineMs: 10_000,
  maxAnswerBytes: 1_000,
  ...more,
});

async function faultOf(exchange: Promise<unknown>): Promise<string> {
  const outcome = await exchange.then(() => 'answered', (error: unknown) => (error as TransportFault).kind);
  return outcome;
}

/** Resolves names as the test says, one answer after the other. */
function answering(...answers: LookupAddress[][]) {
  const asked: string[] = [];
  const lookup = (hostname: string, _options: unknown, callback: (error: null, addresses: LookupAddress[]) => void): void => {
    asked.push(hostname);
    callback(null, answers.shift() ?? []);
  };
  return { lookup, asked };
}

describe('a request over HTTPS', () => {
  it('reaches a partner whose certificate is the pinned one', async () => {
    const { port, seen } = await openHttps();
    const transport = open();
    const address = { url: `https://127.0.0.1:${port}`, tlsPin: pin };
    const answer = await transport.request(request(address));
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toBe('application/json');
    expect(answer.body.toString()).toBe('{"ok":true}');
    expect(seen.requests[0]).toMatchObject({ method: 'POST', url: '/federation/v1/inbox?x=1', body: '{}', headers: { host: `127.0.0.1:${port}`, 'content-length': '2' } });
  });

  it('uses a few connections for many requests', async () => {
    const { port, seen } = await openHttps();
    const transport = open();
    const get = request({ url: `https://127.0.0.1:${port}`, tlsPin: pin }, { method: 'GET', body: undefined, headers: {} });
    await Promise.all(Array.from({ length: 20 }, () => transport.request(get)));
    for (let count = 0; count < 20; count += 1) await transport.request(get);
    expect(seen.requests).toHaveLength(40);
    expect(seen.connections).toBeLessThanOrEqual(4);
  });

  it('asks for no compression', async () => {
    const { port, seen } = await openHttps();
    await open().request(request({ url: `https://localhost:${port}`, tlsPin: pin }));
    expect(seen.requests[0]?.headers['accept-encoding']).toBe('identity');
  });

  it('sends nothing to a partner whose certificate is another one', async () => {
    const { port, seen } = await openHttps();
    expect(await faultOf(open().request(request({ url: `https://127.0.0.1:${port}`, tlsPin: otherPin })))).toBe('certificate');
    expect(seen.requests).toEqual([]);
  });

  it('sends nothing without a pin where no authority vouches for the certificate', async () => {
    const { port, seen } = await openHttps();
    expect(await faultOf(open().request(request({ url: `https://localhost:${port}` })))).toBe('certificate');
    expect(seen.requests).toEqual([]);
  });

  it('sends nothing in the clear to a partner with a pin', async () => {
    const { port, seen } = await openHttp();
    expect(await faultOf(open().request(request({ url: `http://127.0.0.1:${port}`, tlsPin: pin })))).toBe('certificate');
    expect(seen.requests).toEqual([]);
  });

  it('keeps connections with different pins apart', async () => {
    const { port } = await openHttps();
    const transport = open();
    await transport.request(request({ url: `https://127.0.0.1:${port}`, tlsPin: pin }));
    expect(await faultOf(transport.request(request({ url: `https://127.0.0.1:${port}`, tlsPin: otherPin })))).toBe('certificate');
  });
});

describe('a partner that misbehaves', () => {
  it('[THREAT-48] is given up at the deadline when it never answers', async () => {
    const { port } = await openHttp(() => undefined);
    expect(await faultOf(open().request(request({ url: `http://127.0.0.1:${port}` }, { deadlineMs: 50 })))).toBe('timeout');
  });

  it('[THREAT-48] is given up at the deadline when its answer trickles without end', async () => {
    const { port } = await openHttp((_request, response) => {
      response.writeHead(200);
      const timer = setInterval(() => response.write('x'), 5);
      response.on('close', () => clearInterval(timer));
    });
    expect(await faultOf(open().request(request({ url: `http://127.0.0.1:${port}` }, { deadlineMs: 100, maxAnswerBytes: 1e9 })))).toBe('timeout');
  });

  it('[THREAT-28] is cut off when its answer is too large', async () => {
    const { port } = await openHttp((_request, response) => void response.writeHead(200).end(Buffer.alloc(1_001)));
    const transport = open();
    expect(await faultOf(transport.request(request({ url: `http://127.0.0.1:${port}` })))).toBe('too-large');
    expect((await transport.request(request({ url: `http://127.0.0.1:${port}` }, { maxAnswerBytes: 1_001 }))).body).toHaveLength(1_001);
  });

  it('[THREAT-31] does not send us elsewhere by a redirect', async () => {
    const elsewhere = await openHttp();
    const { port } = await openHttp((_request, response) => void response.writeHead(307, { location: `http://127.0.0.1:${elsewhere.port}/` }).end());
    const answer = await open().request(request({ url: `http://127.0.0.1:${port}` }));
    expect(answer.status).toBe(307);
    expect(elsewhere.seen.connections).toBe(0);
  });

  it('[THREAT-26] has no compressed answer decoded', async () => {
    const { port } = await openHttp((_request, response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end('not gzip'));
    expect((await open().request(request({ url: `http://127.0.0.1:${port}` }))).body.toString()).toBe('not gzip');
  });

  it('is unreachable when nobody listens', async () => {
    const { port } = await openHttp();
    for (const close of opened.splice(0)) await close();
    expect(await faultOf(open().request(request({ url: `http://127.0.0.1:${port}` })))).toBe('unreachable');
  });
});

describe('addresses that no node is asked at', () => {
  it.each(['http://169.254.169.254', 'http://0xa9fea9fe', 'http://2852039166', 'http://0251.0376.0251.0376', 'http://[::ffff:169.254.169.254]', 'http://[fe80::1]', 'http://0.0.0.0'])(
    '[THREAT-31] refuses %s',
    async (url) => {
      expect(await faultOf(open().request(request({ url })))).toBe('refused-address');
    },
  );

  it('[THREAT-31] refuses loopback, by number and by name, at a host that nobody here accepted', async () => {
    const { port, seen } = await openHttp();
    for (const host of ['127.0.0.1', '[::1]', '0x7f.1', 'localhost']) {
      expect(await faultOf(open().request(request({ url: `http://${host}:${port}`, publicOnly: true })))).toBe('refused-address');
    }
    expect(seen.connections).toBe(0);
  });

  it('[THREAT-31] refuses a name that resolves to cloud metadata', async () => {
    const { lookup } = answering([{ address: '169.254.169.254', family: 4 }]);
    expect(await faultOf(open({ lookup }).request(request({ url: 'http://birch.example' })))).toBe('refused-address');
  });

  it('[THREAT-31] connects to an address that it checked, even when the name resolves to another one later', async () => {
    const { port, seen } = await openHttp();
    const { lookup, asked } = answering(
      [
        { address: '169.254.169.254', family: 4 },
        { address: '127.0.0.1', family: 4 },
      ],
      [{ address: '169.254.169.254', family: 4 }],
    );
    const transport = open({ lookup });
    expect((await transport.request(request({ url: `http://birch.example:${port}` }))).status).toBe(200);
    expect(seen.requests[0]?.headers['host']).toBe(`birch.example:${port}`);
    expect(asked).toEqual(['birch.example']);
  });
});

describe('closing', () => {
  it('ends what is in flight and refuses what comes later', async () => {
    let arrived = (): void => undefined;
    const arrival = new Promise<void>((resolve) => (arrived = resolve));
    const { port } = await openHttp(() => arrived());
    const transport = open();
    const pending = faultOf(transport.request(request({ url: `http://127.0.0.1:${port}` })));
    await arrival;
    await transport.close();
    expect(await pending).toBe('unreachable');
    expect(await faultOf(transport.request(request({ url: `http://127.0.0.1:${port}` })))).toBe('unreachable');
  });
});
