import { activeKeys, trustedKeys, verifyNodeDocument } from '@adjoin/protocol/pairing/node-document';
import type { Read, Tx } from '../../database/database.ts';
import type { Partner, PartnerDirectory } from '../replication/neighbours.ts';
import { findPartnershipWithNode, readPartnerships, type PartnershipWithNode } from './queries.ts';
import { hostOf } from './rules.ts';

/** The partners in memory. A change is seen from its commit on: whoever is answered after it meets the new state. */
export type MirroredPartners = PartnerDirectory & {
  /** Reads a partner again, in the transaction that changed it or its node document. */
  readonly mirror: (tx: Tx, did: string) => Promise<void>;
};

export async function openPartnerDirectory(db: Read): Promise<MirroredPartners> {
  const rows = await readPartnerships(db);
  const partners = new Map<string, Partner>(rows.map((row) => [row.node, toPartner(row)]));
  const followers = new Set<(did: string) => void>();
  return {
    find: (did) => partners.get(did),
    all: () => [...partners.values()],
    subscribe: (onChange) => {
      followers.add(onChange);
      return () => void followers.delete(onChange);
    },
    mirror: async (tx, did) => {
      const row = await findPartnershipWithNode(tx.db, { node: did });
      if (row === undefined) return;
      const partner = toPartner(row);
      tx.afterCommit(() => {
        partners.set(did, partner);
        for (const follower of followers) follower(did);
      });
    },
  };
}

function toPartner(row: PartnershipWithNode): Partner {
  const document = verifyNodeDocument(row.document);
  return {
    did: row.node,
    id: row.id,
    name: row.name,
    state: row.state,
    address: { url: row.address_url, tlsPin: row.address_pin ?? undefined, publicOnly: hostOf(row.address_url) !== row.accepted_host },
    keys: trustedKeys(document),
    requestKeys: activeKeys(document),
  };
}
