import type { Generated } from 'kysely';

export type ReplicationTables = {
  logs: {
    number: Generated<number>;
    id: string;
    kind: 'channel' | 'partnership';
    /** A channel's id (`chan_…`), or the partner's node id. */
    subject: string;
    origin: string;
    epoch: number;
    seq: number;
    head: string;
    applied_seq: number;
    checkpoint: string | null;
    checkpoint_seq: number;
  };
  log_entries: { log: number; seq: number; header: string; salt: string | null; payload: string | null };
  /** `about`: DID of the entry's object. `waits_for`: DID of what a pending entry needs; empty where its handler failed. */
  entry_faults: { log: number; seq: number; state: 'pending' | 'quarantined'; code: string; detail: string; about: Generated<string>; waits_for: Generated<string>; tries: number; since_at: string };
  /** How far each partner holds each log, by its last receipt. */
  cursors: { node: string; log: number; held_seq: number; held_head: string; held_at: string };
  receipts: { log: number; holder: string; seq: number; at: string; jws: string };
  /** Answers to the requests of the last minutes, so that a replay gets the same answer and has no effect (THREATS 18). */
  received_requests: { node: string; nonce: string; expires_at: string; status: number; answer: string };
};
