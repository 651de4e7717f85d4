import type { Database, Tx } from '../../database/database.ts';
import type { AuthenticatedPerson } from '../../http/authenticated-person.ts';
import type { Clock } from '../../ports/clock.ts';
import { instantOf } from '../../ports/clock.ts';
import { findLiveSession, type LiveSession } from './queries.ts';

/** Sessions kept in memory; the one that was read longest ago goes first. */
const MAX_REMEMBERED_SESSIONS = 10_000;

/** Who is signed in, read on every request: from memory after the first one, and from the database after any change. */
export type SessionRegistry = {
  /** The person of a session that may be used now: not revoked, not expired, its account active. */
  readonly find: (sessionId: string) => Promise<AuthenticatedPerson | undefined>;
  /**
   * Calls `onRevoked` once, as soon as the session is revoked, also if that happened while the caller was getting here.
   * The answer unsubscribes. Expiry calls nobody: what stays open asks `find` again now and then.
   */
  readonly watch: (sessionId: string, onRevoked: () => void) => () => void;
  /** After the commit of `tx`, reads these sessions anew. */
  readonly refresh: (tx: Tx, sessionIds: readonly string[]) => void;
  /** After the commit of `tx`, refuses these sessions and closes what watches them. */
  readonly revoke: (tx: Tx, sessionIds: readonly string[]) => void;
};

export function createSessionRegistry({ clock, database }: { clock: Clock; database: Database }): SessionRegistry {
  const remembered = new Map<string, LiveSession>();
  const watchers = new Map<string, Set<() => void>>();
  // A read that was under way while something changed may have seen the state before it, and must not be remembered.
  let generation = 0;

  async function load(sessionId: string): Promise<LiveSession | undefined> {
    const before = generation;
    const session = await findLiveSession(database.read, sessionId);
    if (session === undefined || before !== generation) return session;
    if (remembered.size >= MAX_REMEMBERED_SESSIONS) remembered.delete(remembered.keys().next().value as string);
    remembered.set(sessionId, session);
    return session;
  }

  async function find(sessionId: string): Promise<AuthenticatedPerson | undefined> {
    const session = remembered.get(sessionId) ?? (await load(sessionId));
    return session !== undefined && session.expiresAt > instantOf(clock.now()) ? session.person : undefined;
  }

  function forget(sessionIds: readonly string[]): void {
    generation += 1;
    for (const id of sessionIds) remembered.delete(id);
  }

  function tellWatchers(sessionId: string): void {
    const told = watchers.get(sessionId);
    watchers.delete(sessionId);
    for (const onRevoked of told ?? []) onRevoked();
  }

  function watch(sessionId: string, onRevoked: () => void): () => void {
    const watching = watchers.get(sessionId) ?? new Set();
    watchers.set(sessionId, watching.add(onRevoked));
    find(sessionId).then(
      (person) => void (person === undefined && tellWatchers(sessionId)),
      () => tellWatchers(sessionId),
    );
    return () => {
      watching.delete(onRevoked);
      if (watching.size === 0 && watchers.get(sessionId) === watching) watchers.delete(sessionId);
    };
  }

  return {
    find,
    watch,
    refresh: (tx, sessionIds) => tx.afterCommit(() => forget(sessionIds)),
    revoke: (tx, sessionIds) =>
      tx.afterCommit(() => {
        forget(sessionIds);
        sessionIds.forEach(tellWatchers);
      }),
  };
}
