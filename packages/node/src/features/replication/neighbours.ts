import type { KeyObject } from 'node:crypto';
import type { LogSubject, PartnershipState } from '@adjoin/protocol/audience/recipients';
import type { LogName } from '@adjoin/protocol/identifiers/ids';
import type { Read } from '../../database/database.ts';
import type { Address } from '../../ports/transport.ts';
import type { ChannelHandlers, PartnershipHandlers } from './activity-handler.ts';

/** A paired node, as replication needs to know it. */
export type Partner = {
  readonly did: string;
  /** `part_…` */
  readonly id: string;
  readonly name: string;
  readonly state: PartnershipState;
  readonly address: Address;
  /** Pinned operational public keys, by key id; retired ones too, for what they signed before. */
  readonly keys: ReadonlyMap<string, KeyObject>;
  /** Those of the keys that may sign requests now. */
  readonly requestKeys: ReadonlyMap<string, KeyObject>;
};

/** The partners of this node, kept in memory: read on every request. */
export type PartnerDirectory = {
  readonly find: (did: string) => Partner | undefined;
  readonly all: () => readonly Partner[];
  /** Calls back after any partner changed; the answer unsubscribes. */
  readonly subscribe: (onChange: (did: string) => void) => () => void;
};

/** May this log be stored here? `subject` is what the log is filed under: a channel's id, or the partner's DID. */
export type Admission =
  | { readonly status: 'admitted'; readonly subject: string }
  | { readonly status: 'refused'; readonly code: string }
  | { readonly status: 'deferred'; readonly code: string };

/**
 * What replication asks of the slices to its right; wired in node.ts, because imports point left only.
 */
export type Neighbours = {
  readonly partners: PartnerDirectory;
  /** Audience facts of a log's subject, by log kind and subject; undefined when there is no such subject. */
  readonly subjectOf: (db: Read, log: { kind: 'channel' | 'partnership'; subject: string }) => Promise<LogSubject | undefined>;
  /** Judges a log that a partner offers or asks for. Unknown and forbidden channels are both `refused` as not found. */
  readonly admit: (db: Read, log: LogName, partner: Partner) => Promise<Admission>;
  readonly channelHandlers: ChannelHandlers;
  readonly partnershipHandlers: PartnershipHandlers;
};
