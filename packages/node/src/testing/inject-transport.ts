import type { App } from '../http/server.ts';
import { TransportFault, type Answer, type OutgoingRequest, type Transport } from '../ports/transport.ts';

/** A network inside one process: requests go through the whole server of the node at their address. */
export type InjectNetwork = {
  readonly transport: Transport;
  readonly join: (node: { readonly url: string; readonly app: App; readonly tlsPin?: string }) => void;
  /** Cuts or mends the line to a node. */
  readonly setReachable: (url: string, isReachable: boolean) => void;
  /** Lets a test alter requests on their way, as Mallory would; the answer replaces the request. */
  readonly interfere: (tamper: (request: OutgoingRequest) => OutgoingRequest) => void;
  /** Lets a test alter answers on their way. */
  readonly interfereWithAnswers: (tamper: (answer: Answer, request: OutgoingRequest) => Answer) => void;
  /** Every request that was sent, as it left. */
  readonly sent: readonly OutgoingRequest[];
};

export function createInjectNetwork(): InjectNetwork {
  const nodes = new Map<string, { readonly app: App; readonly tlsPin: string | undefined }>();
  const unreachable = new Set<string>();
  const sent: OutgoingRequest[] = [];
  let tamper = (request: OutgoingRequest): OutgoingRequest => request;
  let tamperWithAnswer = (answer: Answer, _request: OutgoingRequest): Answer => answer;

  async function carry(request: OutgoingRequest): Promise<Answer> {
    sent.push(request);
    const { address, method, path, headers, body, maxAnswerBytes } = tamper(request);
    const node = nodes.get(address.url);
    if (node === undefined || unreachable.has(address.url)) throw new TransportFault('unreachable');
    if (address.tlsPin !== node.tlsPin) throw new TransportFault('certificate');
    const answer = await node.app.inject({
      method,
      url: path,
      headers: { ...headers, host: new URL(address.url).host },
      remoteAddress: '192.0.2.7',
      ...(body === undefined ? {} : { payload: Buffer.from(body) }),
    });
    if (answer.rawPayload.length > maxAnswerBytes) throw new TransportFault('too-large');
    const fields = Object.entries(answer.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value?.toString()]);
    return tamperWithAnswer({ status: answer.statusCode, headers: Object.fromEntries(fields) as Answer['headers'], body: answer.rawPayload }, request);
  }

  return {
    transport: { request: carry, close: () => Promise.resolve() },
    join: ({ url, app, tlsPin }) => void nodes.set(url, { app, tlsPin }),
    setReachable: (url, isReachable) => void (isReachable ? unreachable.delete(url) : unreachable.add(url)),
    interfere: (change) => void (tamper = change),
    interfereWithAnswers: (change) => void (tamperWithAnswer = change),
    sent,
  };
}
