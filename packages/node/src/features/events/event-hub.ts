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
  /** As of the last batch: roles change, and sessions expire, while a stream is open. */
  person: AuthenticatedPerson;
  readonly stream: EventStream;
  position: number;
  isPumping: boolean;
  isWoken: boolean;
  isClosed: boolean;
};

function mayRead({ person }: Connection, event: RenderedEvent, people: EventBatch['people']): boolean {
  if (event.personId === person.id) return true;
  if (event.channelId !== undefined) return people.get(event.channelId)?.has(person.id) === true;
  return event.adminsOnly && person.role === 'admin';
}

/** Carries changes to the people who may see them. Owns the open streams. */
export class EventHub {
  readonly #context: NodeContext;
  readonly #reader: ReturnType<typeof createEventReader>;
  readonly #connections = new Set<Connection>();
  readonly #unsubscribe: () => void;
  #cancelBeat: () => void;

  constructor(context: NodeContext) {
    this.#context = context;
    this.#reader = createEventReader(context);
    this.#unsubscribe = context.feed.subscribe(() => this.#wakeAll());
    this.#cancelBeat = context.clock.after(HEARTBEAT_MS, () => this.#beat());
  }

  /** @throws Problem 429 `too-many-streams` */
  admit(person: AuthenticatedPerson): void {
    const own = [...this.#connections].filter((connection) => connection.person.id === person.id).length;
    if (own >= MAX_STREAMS_PER_PERSON || this.#connections.size >= MAX_STREAMS) throw tooManyStreams();
  }

  /**
   * Serves a person's stream from a position of the audit log on; without one, from what comes next. The stream ends
   * with the person's session (THREATS 35).
   */
  async serve(person: AuthenticatedPerson, stream: EventStream, lastEventId: number | undefined): Promise<void> {
    const connection: Connection = { person, stream, position: 0, isPumping: false, isWoken: false, isClosed: false };
    const unwatch = this.#context.sessions.watch(person.sessionId, () => stream.end());
    this.#connections.add(connection);
    stream.onEnd(() => {
      connection.isClosed = true;
      this.#connections.delete(connection);
      unwatch();
    });
    connection.isPumping = true;
    connection.position = await this.#startAt(stream, lastEventId);
    connection.isPumping = false;
    await this.#pump(connection);
  }

  close(): void {
    this.#unsubscribe();
    this.#cancelBeat();
    for (const { stream } of this.#connections) stream.end();
  }

  /** Events older than the window may be gone from the log one day: whoever is that far behind reads everything anew. */
  async #startAt(stream: EventStream, lastEventId: number | undefined): Promise<number> {
    const db = this.#context.database.read;
    const newest = await newestAuditSeq(db);
    if (lastEventId === undefined) return newest;
    const nextAt = lastEventId > newest ? undefined : await findTimeAfter(db, lastEventId);
    const isTooOld = nextAt !== undefined && Date.parse(nextAt) < this.#context.clock.now() - RESUME_WINDOW_MS;
    if (lastEventId <= newest && !isTooOld) return lastEventId;
    stream.send({ id: newest, type: 'reset', data: '{"type":"reset"}' });
    return newest;
  }

  #wakeAll(): void {
    this.#reader.forget();
    for (const connection of this.#connections) void this.#pump(connection);
  }

  async #pump(connection: Connection): Promise<void> {
    connection.isWoken = true;
    if (connection.isPumping) return;
    connection.isPumping = true;
    try {
      while (connection.isWoken && !connection.isClosed) connection.isWoken = await this.#sendNext(connection);
    } catch (error) {
      this.#context.logger.error({ name: (error as Error).name }, 'an event stream failed and was closed');
      connection.stream.end();
    } finally {
      connection.isPumping = false;
    }
  }

  /** Sends the next batch; true when there may be more. */
  async #sendNext(connection: Connection): Promise<boolean> {
    connection.isWoken = false;
    const batch = await this.#reader.readAfter(connection.position);
    if (!(await this.#isStillSignedIn(connection)) || connection.isClosed) return false;
    for (const event of batch.events) {
      if (mayRead(connection, event, batch.people)) connection.stream.send({ id: event.seq, type: event.type, data: event.data });
    }
    const hasMoved = batch.last > connection.position;
    connection.position = batch.last;
    return hasMoved || connection.isWoken;
  }

  /** Nobody tells of a session that expires, so it is asked anew; from memory, unless it changed. */
  async #isStillSignedIn(connection: Connection): Promise<boolean> {
    const person = await this.#context.sessions.find(connection.person.sessionId);
    if (person === undefined) connection.stream.end();
    else connection.person = person;
    return person !== undefined;
  }

  #beat(): void {
    for (const connection of this.#connections) {
      connection.stream.beat();
      // Ends it; what went wrong while asking is asked again with the next beat.
      this.#isStillSignedIn(connection).catch(() => undefined);
    }
    this.#cancelBeat = this.#context.clock.after(HEARTBEAT_MS, () => this.#beat());
  }
}
