import { afterEach, describe, expect, it } from 'vitest';
import { createClient } from '../client.ts';
import { answer, startScriptedServer, type ScriptedServer, type Step } from '../testing/scripted-server.ts';
import type { ReceivedEvent } from './node-event.ts';

const stream =
  (...ids: number[]): Step =>
  (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    for (const id of ids) response.write(`id: ${id}\nevent: channel.created\ndata: {"type":"channel.created","channel_id":"chan_${id}"}\n\n`);
    response.end();
  };

describe('events', () => {
  let server: ScriptedServer;
  afterEach(() => server.close());

  async function read(steps: Step[], count: number, options = {}): Promise<ReceivedEvent[]> {
    server = await startScriptedServer(...steps);
    const received: ReceivedEvent[] = [];
    for await (const event of createClient({ url: server.url }).events(options)) {
      received.push(event);
      if (received.length === count) break;
    }
    return received;
  }

  const told = (received: ReceivedEvent[]) => received.map(({ id, event }) => `${id} ${event.type}`);

  it('goes on after a cut where the stream ended', async () => {
    const received = await read([stream(4, 5), stream(6)], 6);
    expect(told(received)).toEqual([' stream.opened', '4 channel.created', '5 channel.created', '5 stream.lost', '5 stream.opened', '6 channel.created']);
    expect(server.seen.map((headers) => headers['last-event-id'])).toEqual([undefined, '5']);
    expect(received[4]?.event).toMatchObject({ resumed: true });
  });

  it('begins where it is asked to', async () => {
    expect(told(await read([stream(9)], 2, { lastEventId: '8' }))).toEqual(['8 stream.opened', '9 channel.created']);
    expect(server.seen[0]?.['last-event-id']).toBe('8');
  });

  it('waits out a node that is away, longer each time', async () => {
    const received = await read([answer(500), stream(1)], 3);
    expect(told(received)).toEqual([' stream.lost', ' stream.opened', '1 channel.created']);
  });

  it('ends with the refusal where waiting does not help', async () => {
    await expect(read([answer(401, { code: 'unauthenticated', title: 'Sign in', status: 401 })], 1)).rejects.toMatchObject({ code: 'unauthenticated' });
  });

  it('ends when it is told to', async () => {
    const stop = new AbortController();
    server = await startScriptedServer((_request, response) => void response.writeHead(200, { 'content-type': 'text/event-stream' }).write(': beat\n\n'));
    const seen: string[] = [];
    for await (const { event } of createClient({ url: server.url }).events({ signal: stop.signal })) {
      seen.push(event.type);
      stop.abort();
    }
    expect(seen).toEqual(['stream.opened']);
  });
});
