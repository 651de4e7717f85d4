import type { NodeContext } from '../../context.ts';
import type { AuthenticatedPerson } from '../../http/authenticated-person.ts';
import { newestAuditSeq } from '../audit/queries.ts';
import type { EventStream } from './event-stream.ts';
import { HEARTBEAT_MS, MAX_STREAMS, MAX_STREAMS_PER_PERSON, RESUME_WINDOW_MS } from './limits.ts';
import { tooManyStreams } from './problems.ts';
import { findTimeAfter } from './queries.ts';
import { createEventReader, type EventBatch } from './read-events.ts';
import type { RenderedEvent } from './render-events.ts';

type Connection = {
  readonly person: AuthenticatedPerson;
  readonly stream: EventStream;
  position: number;
  pumping: boolean;
  woken: boolean;
  closed: boolean;
};

export type EventHub = {
  /** @throws Problem 429 `too-many-streams` */
  readonly admit: (person: AuthenticatedPerson) => void;
  /** Serves a person from a position of the audit log on; `undefined` starts with what comes next. */
  readonly serve: (person: AuthenticatedPerson, stream: EventStream, lastEventId: number | undefined) => Promise<void>;
  readonly close: () => void;
};

function mayRead({ person }: Connection, event: RenderedEvent, people: EventBatch['people']): boolean {
  if (event.personId === person.id) return true;
  if (event.channelId !== undefined) return people.get(event.channelId)?.has(person.id) === true;
  return event.adminsOnly && person.role === 'admin';
}

/** Carries changes to the people who may see them, over open event streams. */
export function createEventHub(context: NodeContext): EventHub {
  const connections = new Set<Connection>();
  const reader = createEventReader(context);
  let cancelBeat = (): void => undefined;

  async function pump(connection: Connection): Promise<void> {
    if (connection.pumping) return void (connection.woken = true);
    connection.pumping = true;
    try {
      for (connection.woken = true; connection.woken && !connection.closed; ) {
        connection.woken = false;
        const batch = await reader.readAfter(connection.position);
        if (batch.last === connection.position || connection.closed) continue;
        for (const event of batch.events) {
          if (mayRead(connection, event, batch.people)) connection.stream.send({ id: event.seq, type: event.type, data: event.data });
        }
        connection.position = batch.last;
        connection.woken = true;
      }
    } catch (error) {
      context.logger.error({ name: (error as Error).name }, 'an event stream failed and was closed');
      connection.stream.end();
    } finally {
      connection.pumping = false;
    }
  }

  const unsubscribe = context.feed.subscribe(() => {
    reader.forget();
    for (const connection of connections) void pump(connection);
  });

  function beat(): void {
    for (const { stream } of connections) stream.beat();
    cancelBeat = context.clock.after(HEARTBEAT_MS, beat);
  }
  cancelBeat = context.clock.after(HEARTBEAT_MS, beat);

  /** Events older than the window may be gone from the log one day: whoever is that far behind reads everything anew. */
  async function startAt(stream: EventStream, lastEventId: number | undefined): Promise<number> {
    const newest = await newestAuditSeq(context.database.read);
    if (lastEventId === undefined) return newest;
    const nextAt = lastEventId > newest ? undefined : await findTimeAfter(context.database.read, lastEventId);
    const isTooOld = nextAt !== undefined && Date.parse(nextAt) < context.clock.now() - RESUME_WINDOW_MS;
    if (lastEventId <= newest && !isTooOld) return lastEventId;
    stream.send({ id: newest, type: 'reset', data: '{"type":"reset"}' });
    return newest;
  }

  return {
    admit: (person) => {
      const own = [...connections].filter((connection) => connection.person.id === person.id).length;
      if (own >= MAX_STREAMS_PER_PERSON || connections.size >= MAX_STREAMS) throw tooManyStreams();
    },
    serve: async (person, stream, lastEventId) => {
      const connection: Connection = { person, stream, position: 0, pumping: false, woken: false, closed: false };
      const unwatch = context.sessions.watch(person.sessionId, () => stream.end());
      stream.onEnd(() => {
        connection.closed = true;
        connections.delete(connection);
        unwatch();
      });
      connection.position = await startAt(stream, lastEventId);
      connections.add(connection);
      await pump(connection);
    },
    close: () => {
      unsubscribe();
      cancelBeat();
      for (const { stream } of connections) stream.end();
    },
  };
}
