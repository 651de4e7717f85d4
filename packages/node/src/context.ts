import type { Logger } from 'pino';
import type { Config } from './config.ts';
import type { Database } from './database/database.ts';
import type { Feed } from './features/audit/feed.ts';
import type { OwnIdentity } from './features/identity/own-identity.ts';
import type { MirroredPartners } from './features/pairing/partner-directory.ts';
import type { SessionRegistry } from './features/people/session-registry.ts';
import type { Clock } from './ports/clock.ts';
import type { Entropy } from './ports/entropy.ts';
import type { Transport } from './ports/transport.ts';

/** What every slice of a running node is given. */
export type NodeContext = {
  readonly config: Config;
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly transport: Transport;
  readonly database: Database;
  readonly identity: OwnIdentity;
  readonly feed: Feed;
  readonly sessions: SessionRegistry;
  readonly partners: MirroredPartners;
  readonly logger: Logger;
  /** Woken after every commit that appended to one of our logs, or that changed who may receive them. */
  readonly delivery: {
    readonly wake: () => void;
    /** New entries in our log of this channel or partnership. */
    readonly wakeFor: (log: { kind: 'channel' | 'partnership'; subject: string }) => void;
    /** This partner is there: whoever waits to try it again need wait no longer. */
    readonly contact: (did: string) => void;
  };
};
