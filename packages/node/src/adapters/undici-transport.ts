import { createHash } from 'node:crypto';
import { lookup as systemLookup, type LookupAddress } from 'node:dns';
import { connect as connectTcp, isIP, type LookupFunction, type Socket } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import type { Dispatcher, Pool, buildConnector } from 'undici';
import { TransportFault, type Address, type Answer, type OutgoingRequest, type Transport } from '../ports/transport.ts';
import { mayConnectTo } from './reachable-address.ts';

/** Connections to one partner: enough for the few requests that are ever in flight. */
const MAX_CONNECTIONS_PER_PARTNER = 4;
/** Partners whose connections are kept; the one that was asked longest ago gives way. */
const MAX_POOLS = 1_000;
/** TCP and TLS together. */
const CONNECT_TIMEOUT_MS = 10_000;
const KEEP_ALIVE_TIMEOUT_MS = 60_000;
const TCP_KEEP_ALIVE_DELAY_MS = 60_000;
const MAX_ANSWER_HEADER_BYTES = 16_384;

type Resolver = (
  hostname: string,
  options: { readonly all: true },
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/** The network itself. `lookup` resolves host names. */
export function createUndiciTransport({ lookup }: { lookup: Resolver } = { lookup: systemLookup }): Transport {
  const pools = new Map<string, Pool>();
  let closed = false;

  async function poolFor(address: Address): Promise<Pool> {
    // Loaded at the first request: a node without partners does without it.
    const undici = await import('undici');
    if (closed) throw new TransportFault('unreachable');
    const key = JSON.stringify([address.url, address.tlsPin, address.publicOnly === true]);
    const known = pools.get(key);
    const pool = known ?? openPool(undici.Pool, address, lookup);
    pools.delete(key);
    pools.set(key, pool);
    if (pools.size > MAX_POOLS) closeOldest(pools);
    return pool;
  }

  return {
    request: async (request) => {
      try {
        return await exchange(await poolFor(request.address), request);
      } catch (error) {
        throw faultOf(error);
      }
    },
    close: async () => {
      closed = true;
      await Promise.all([...pools.values()].map((pool) => pool.destroy()));
    },
  };
}

function closeOldest(pools: Map<string, Pool>): void {
  const [oldest] = pools;
  if (oldest === undefined) return;
  pools.delete(oldest[0]);
  void oldest[1].close();
}

function openPool(PoolClass: typeof Pool, address: Address, lookup: Resolver): Pool {
  return new PoolClass(address.url, {
    connect: connectorTo(address, lookup),
    connections: MAX_CONNECTIONS_PER_PARTNER,
    pipelining: 1,
    allowH2: false,
    keepAliveTimeout: KEEP_ALIVE_TIMEOUT_MS,
    maxHeaderSize: MAX_ANSWER_HEADER_BYTES,
    // The deadline of the whole exchange takes the place of all of undici's own.
    headersTimeout: 0,
    bodyTimeout: 0,
  });
}

async function exchange(pool: Pool, { method, path, headers, body, deadlineMs, maxAnswerBytes }: OutgoingRequest): Promise<Answer> {
  const deadline = new AbortController();
  const timer = setTimeout(() => deadline.abort(new TransportFault('timeout')), deadlineMs);
  try {
    const answer = await pool.request({
      method,
      path,
      headers: { ...headers, 'accept-encoding': 'identity' },
      body: body ?? null,
      signal: deadline.signal,
    });
    return { status: answer.statusCode, headers: singleValues(answer.headers), body: await readBody(answer, maxAnswerBytes) };
  } finally {
    clearTimeout(timer);
  }
}

function singleValues(headers: Dispatcher.ResponseData['headers']): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]));
}

/** Leaving the loop early destroys the connection, so that nothing of an endless answer is read on. */
async function readBody({ body }: Dispatcher.ResponseData, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) throw new TransportFault('too-large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}

function faultOf(error: unknown): TransportFault {
  return error instanceof TransportFault ? error : new TransportFault('unreachable', error);
}

/** Connects to an address that was checked, and hands the connection out once the certificate was. */
function connectorTo(address: Address, lookup: Resolver): buildConnector.connector {
  const { protocol, hostname, port } = new URL(address.url);
  const host = hostname.replace(/^\[|\]$/g, '');
  const publicOnly = address.publicOnly === true;
  const target = { host, port: Number(port) || (protocol === 'https:' ? 443 : 80), lookup: checkedLookup(lookup, publicOnly) };
  return (_options, callback) => {
    if (isIP(host) !== 0 && !mayConnectTo(host, { publicOnly })) return callback(new TransportFault('refused-address'), null);
    if (protocol === 'https:') return awaitSocket(openTls(target, address.tlsPin), 'secureConnect', callback);
    // A pin says that the partner speaks TLS: in the clear, nobody would be checked against it.
    if (address.tlsPin !== undefined) return callback(new TransportFault('certificate'), null);
    return awaitSocket(connectTcp(target), 'connect', callback);
  };
}

/** Resolves a name to those of its addresses that may be connected to. */
function checkedLookup(lookup: Resolver, publicOnly: boolean): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, []);
      const allowed = addresses.filter(({ address }) => mayConnectTo(address, { publicOnly }));
      const [first] = allowed;
      if (first === undefined) return callback(new TransportFault('refused-address'), []);
      return options.all === true ? callback(null, allowed) : callback(null, first.address, first.family);
    });
  };
}

/** With a pin the certificate itself is known, so neither an authority nor its name or dates have to vouch for it. */
function openTls(target: { host: string; port: number; lookup: LookupFunction }, pin: string | undefined): TLSSocket {
  const socket = connectTls({
    ...target,
    ...(isIP(target.host) === 0 ? { servername: target.host } : {}),
    rejectUnauthorized: pin === undefined,
    minVersion: 'TLSv1.2',
    ALPNProtocols: ['http/1.1'],
  });
  // Registered first, so that a wrong certificate ends the connection before anybody may write to it.
  if (pin !== undefined) {
    socket.once('secureConnect', () => {
      const shown = socket.getPeerX509Certificate()?.raw;
      const isPinned = shown !== undefined && createHash('sha256').update(shown).digest('base64url') === pin;
      if (!isPinned) socket.destroy(new TransportFault('certificate'));
    });
  }
  return socket;
}

function awaitSocket(socket: Socket, ready: 'connect' | 'secureConnect', callback: buildConnector.Callback): void {
  const timer = setTimeout(() => socket.destroy(new TransportFault('timeout')), CONNECT_TIMEOUT_MS);
  socket.setKeepAlive(true, TCP_KEEP_ALIVE_DELAY_MS);
  socket.setNoDelay(true);
  const fail = (error: Error): void => {
    clearTimeout(timer);
    const isCertificate = (socket as Partial<TLSSocket>).authorizationError !== undefined && (socket as Partial<TLSSocket>).authorizationError !== null;
    callback(isCertificate && !(error instanceof TransportFault) ? new TransportFault('certificate', error) : error, null);
  };
  socket.once('error', fail);
  socket.once(ready, () => {
    if (socket.destroyed) return;
    clearTimeout(timer);
    socket.off('error', fail);
    callback(null, socket);
  });
}
