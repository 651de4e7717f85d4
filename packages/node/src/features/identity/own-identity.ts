import { createHmac, type KeyObject } from 'node:crypto';
import type { SigningKey } from '@adjoin/protocol/log/checkpoint';
import type { NodeDocument } from '@adjoin/protocol/pairing/node-document';

/** Who this node is. One object for the life of the process; its members change when the node is renamed or rotates keys. */
export type OwnIdentity = {
  /** `did:key:z6Mk…` */
  readonly did: string;
  document: NodeDocument;
  /** The node document as signed text. */
  documentJws: string;
  identityKey: KeyObject;
  /** Signs requests, checkpoints and receipts. */
  operational: SigningKey;
  /** Our own operational public keys, by key id. */
  publicKeys: ReadonlyMap<string, KeyObject>;
  /** Signs people's access tokens. */
  readonly sessionKeys: { readonly privateKey: KeyObject; readonly publicKey: KeyObject };
  readonly pseudonymKey: Buffer;
};

/** A person's pseudonym in one log: stable there, unlinkable elsewhere, known to us alone (rule LOG-5). */
export function pseudonymOf(identity: OwnIdentity, log: string, personDid: string): string {
  return createHmac('sha256', identity.pseudonymKey).update(log).update('\n').update(personDid).digest('base64url').slice(0, 16);
}
