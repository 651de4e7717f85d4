import type { KeyObject } from 'node:crypto';
import { didKeyOf, encodeMultikey } from '@adjoin/protocol/identifiers/did-key';
import { signNodeDocument, verifyNodeDocument, type NodeDocument } from '@adjoin/protocol/pairing/node-document';
import { keyPairFromSeed, rawPublicKey, thumbprint } from '@adjoin/protocol/signatures/ed25519';
import type { Database, Tx } from '../../database/database.ts';
import { instantOf, type Clock } from '../../ports/clock.ts';
import type { Entropy } from '../../ports/entropy.ts';
import type { Address } from '../../ports/transport.ts';
import type { OwnIdentity } from './own-identity.ts';
import { wrongSecret } from './problems.ts';
import { findOwnNode, listKeys } from './queries.ts';
import { seal, unseal } from './seal.ts';
import type { IdentityTables } from './tables.ts';

type Purpose = IdentityTables['keys']['purpose'];
const PURPOSES = ['identity', 'operational', 'session', 'pseudonym'] as const;
const SEED_BYTES = 32;

/** Name of a node until its company is named at set-up. */
export const UNNAMED = 'Unnamed company';

export type IdentitySetup = {
  readonly database: Database;
  readonly secret: Buffer;
  readonly clock: Clock;
  readonly entropy: Entropy;
  /** Where partners reach this node. */
  readonly address: Address;
};

/**
 * The node's identity: made at first start, later read and unsealed. Republishes the node document when the address
 * changed since the last start.
 * @throws Problem `wrong-secret` when the secret does not open the keys
 */
export async function openIdentity(setup: IdentitySetup): Promise<OwnIdentity> {
  const { database } = setup;
  if ((await findOwnNode(database.read)) === undefined) await database.write((tx) => makeIdentity(tx, setup));
  const identity = await readIdentity(setup);
  const [known] = identity.document.addresses;
  const moved = known?.url !== setup.address.url || known.tlsPin !== setup.address.tlsPin;
  if (moved) await database.write((tx) => publishDocument(tx, { identity, clock: setup.clock, addresses: [setup.address] }));
  return identity;
}

async function makeIdentity(tx: Tx, { secret, clock, entropy, address }: IdentitySetup): Promise<void> {
  const now = instantOf(clock.now());
  const seeds = new Map<Purpose, Buffer>(PURPOSES.map((purpose) => [purpose, entropy.bytes(SEED_BYTES)]));
  const pairs = new Map([...seeds].map(([purpose, seed]) => [purpose, keyPairFromSeed(seed)]));
  const publicKeyOf = (purpose: Purpose): KeyObject => (pairs.get(purpose) as { publicKey: KeyObject }).publicKey;
  const did = didKeyOf(publicKeyOf('identity'));
  const rows = [...seeds].map(([purpose, seed]) => {
    const id = `${did}#${purpose === 'operational' ? thumbprint(publicKeyOf(purpose)) : purpose}`;
    const public_key = encodeMultikey(rawPublicKey(publicKeyOf(purpose)));
    return { id, purpose, status: 'active' as const, public_key, sealed: seal({ plain: seed, secret, context: id, entropy }), created_at: now };
  });
  await tx.db.insertInto('keys').values(rows).execute();
  const operational = publicKeyOf('operational');
  const document: NodeDocument = {
    id: did,
    name: UNNAMED,
    version: 1,
    updated: now,
    addresses: [addressOf(address)],
    keys: [{ id: `${did}#${thumbprint(operational)}`, publicKeyMultibase: encodeMultikey(rawPublicKey(operational)), status: 'active' }],
  };
  const identityKey = (pairs.get('identity') as { privateKey: KeyObject }).privateKey;
  await tx.db
    .insertInto('own_node')
    .values({ id: 1, did, name: UNNAMED, document: signNodeDocument(document, identityKey), document_version: 1 })
    .execute();
}

function addressOf({ url, tlsPin }: Address): { url: string; tlsPin?: string } {
  return tlsPin === undefined ? { url } : { url, tlsPin };
}

async function readIdentity({ database, secret }: IdentitySetup): Promise<OwnIdentity> {
  const own = await findOwnNode(database.read);
  const keys = await listKeys(database.read);
  if (own === undefined) throw new Error('the node has no identity');
  const activeSeed = (purpose: Purpose): { id: string; seed: Buffer } => {
    const row = keys.find((key) => key.purpose === purpose && key.status === 'active');
    if (row === undefined) throw new Error(`the node has no active ${purpose} key`);
    return { id: row.id, seed: unsealKey(row.sealed, secret, row.id) };
  };
  const operational = activeSeed('operational');
  const operationalPair = keyPairFromSeed(operational.seed);
  return {
    did: own.did,
    document: verifyNodeDocument(own.document),
    documentJws: own.document,
    identityKey: keyPairFromSeed(activeSeed('identity').seed).privateKey,
    operational: { kid: operational.id, key: operationalPair.privateKey },
    publicKeys: new Map([[operational.id, operationalPair.publicKey]]),
    sessionKeys: keyPairFromSeed(activeSeed('session').seed),
    pseudonymKey: activeSeed('pseudonym').seed,
  };
}

function unsealKey(sealed: string, secret: Buffer, context: string): Buffer {
  try {
    return unseal({ sealed, secret, context });
  } catch (cause) {
    throw wrongSecret(cause);
  }
}

/** Signs and stores the next version of our node document, and shows it from the commit on. */
export async function publishDocument(
  tx: Tx,
  { identity, clock, ...changes }: { identity: OwnIdentity; clock: Clock; name?: string; addresses?: readonly Address[] },
): Promise<void> {
  const { document } = identity;
  const next: NodeDocument = {
    ...document,
    name: changes.name ?? document.name,
    addresses: changes.addresses?.map(addressOf) ?? document.addresses,
    version: document.version + 1,
    updated: instantOf(clock.now()),
  };
  const jws = signNodeDocument(next, identity.identityKey);
  await tx.db.updateTable('own_node').set({ name: next.name, document: jws, document_version: next.version }).execute();
  tx.afterCommit(() => {
    identity.document = next;
    identity.documentJws = jws;
  });
}

/** Remembers another node's document if it is newer than the one we hold; versions only rise (rule NODE-5). */
export async function rememberNode(tx: Tx, { document, jws, now }: { document: NodeDocument; jws: string; now: string }): Promise<void> {
  const values = { did: document.id, name: document.name, document: jws, document_version: document.version, updated_at: now };
  await tx.db
    .insertInto('nodes')
    .values(values)
    .onConflict((conflict) => conflict.column('did').doUpdateSet(values).where('nodes.document_version', '<', document.version))
    .execute();
}
