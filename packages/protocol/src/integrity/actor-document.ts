import type { KeyObject } from 'node:crypto';
import { encodeMultikey } from '../identifiers/did-key.ts';
import { publicKeyPem, rawPublicKey, thumbprint } from '../signatures/ed25519.ts';
import {
  ACTIVITYSTREAMS_CONTEXT, DATA_INTEGRITY_CONTEXT, DID_CONTEXT, MULTIKEY_CONTEXT, SECURITY_CONTEXT,
} from './contexts.ts';

export type ActorToDescribe = {
  /** The node's DID or a person's DID URL. */
  readonly id: string;
  readonly type: 'Organization' | 'Person' | 'Service';
  readonly name: string;
  readonly inbox: string;
  readonly outbox: string;
  /** The node's operational keys; a person signs with the keys of their node. */
  readonly keys: readonly KeyObject[];
};

/** The id under which an actor lists one of its node's keys: `<actor>#<RFC 7638 thumbprint>`. */
export function actorKeyId(actorId: string, publicKey: KeyObject): string {
  return `${actorId}#${thumbprint(publicKey)}`;
}

/**
 * The ActivityStreams actor that other servers read our keys from. Each key stands under the actor's own
 * id, once as Multikey (read for proofs, FEP-521a) and once as PEM (read for signed requests).
 */
export function actorDocument({ id, type, name, inbox, outbox, keys }: ActorToDescribe): Record<string, unknown> {
  return {
    '@context': [ACTIVITYSTREAMS_CONTEXT, SECURITY_CONTEXT, DATA_INTEGRITY_CONTEXT, DID_CONTEXT, MULTIKEY_CONTEXT],
    id,
    type,
    name,
    inbox,
    outbox,
    publicKey: keys.map((key) => ({
      id: actorKeyId(id, key),
      type: 'Key',
      owner: id,
      publicKeyPem: publicKeyPem(key),
    })),
    assertionMethod: keys.map((key) => ({
      id: actorKeyId(id, key),
      type: 'Multikey',
      controller: id,
      publicKeyMultibase: encodeMultikey(rawPublicKey(key)),
    })),
  };
}
