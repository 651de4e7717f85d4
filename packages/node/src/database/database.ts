import type { Kysely } from 'kysely';
import type { AuditTables } from '../features/audit/tables.ts';
import type { ChannelTables } from '../features/channels/tables.ts';
import type { IdentityTables } from '../features/identity/tables.ts';
import type { ObjectTables } from '../features/objects/tables.ts';
import type { PairingTables } from '../features/pairing/tables.ts';
import type { PeopleTables } from '../features/people/tables.ts';
import type { ReplicationTables } from '../features/replication/tables.ts';
import type { SearchTables } from '../features/search/tables.ts';
import type { HttpTables } from '../http/tables.ts';

/** Every table, by the slice that owns it. */
export type Tables = AuditTables &
  IdentityTables &
  PeopleTables &
  ReplicationTables &
  PairingTables &
  ChannelTables &
  ObjectTables &
  SearchTables &
  HttpTables;

export type Read = Kysely<Tables>;

/** One unit of change: all of it is committed, or none. */
export type Tx = {
  readonly db: Kysely<Tables>;
  /** Runs after the commit that holds this unit, and not at all if the unit fails. Must not throw. */
  readonly afterCommit: (action: () => void) => void;
};

/** What a node keeps. One process owns it; a second one refuses to start (THREATS 51). */
export type Database = {
  readonly dialect: 'sqlite' | 'postgres';
  /** Sees committed state only. */
  readonly read: Read;
  /**
   * Runs `unit` in a transaction and resolves once it is on disk. Units that arrive while a commit is under way share
   * the next one; a unit that throws undoes itself alone. Units must touch nothing but `tx` and may run again never.
   */
  readonly write: <T>(unit: (tx: Tx) => Promise<T>) => Promise<T>;
  readonly close: () => Promise<void>;
};
