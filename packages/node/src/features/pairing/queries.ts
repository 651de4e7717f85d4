import type { PairingTranscript } from '@adjoin/protocol/pairing/words';
import type { Selectable } from 'kysely';
import type { Read } from '../../database/database.ts';
import type { PairingTables } from './tables.ts';

export type Partnership = Selectable<PairingTables['partnerships']>;
export type PairingInvitation = Selectable<PairingTables['pairing_invitations']>;

/** By its `part_…` id. */
export function findPartnership(db: Read, id: string): Promise<Partnership | undefined> {
  return db.selectFrom('partnerships').selectAll().where('id', '=', id).executeTakeFirst();
}

/** By the other node's DID. */
export function findPartnershipWith(db: Read, node: string): Promise<Partnership | undefined> {
  return db.selectFrom('partnerships').selectAll().where('node', '=', node).executeTakeFirst();
}

function withNodes(db: Read) {
  return db.selectFrom('partnerships').innerJoin('nodes', 'nodes.did', 'partnerships.node').selectAll('partnerships').select(['nodes.name', 'nodes.document']);
}

export type PartnershipWithNode = Partnership & { readonly name: string; readonly document: string };

export function readPartnerships(db: Read): Promise<PartnershipWithNode[]> {
  return withNodes(db).execute();
}

export function findPartnershipWithNode(db: Read, by: { id: string } | { node: string }): Promise<PartnershipWithNode | undefined> {
  const query = withNodes(db);
  return ('id' in by ? query.where('partnerships.id', '=', by.id) : query.where('partnerships.node', '=', by.node)).executeTakeFirst();
}

type Page = { readonly after: readonly [createdAt: string, id: string] | undefined; readonly limit: number };

/** Oldest first. */
export function listPartnerships(db: Read, { after, limit }: Page): Promise<PartnershipWithNode[]> {
  return withNodes(db)
    .$if(after !== undefined, (query) =>
      query.where((where) => where(where.refTuple('partnerships.created_at', 'partnerships.id'), '>', where.tuple(...(after as [string, string])))),
    )
    .orderBy('partnerships.created_at')
    .orderBy('partnerships.id')
    .limit(limit)
    .execute();
}

/** Partnerships that have not been told of this version of our node document. */
export function listUntold(db: Read, version: number): Promise<Partnership[]> {
  return db.selectFrom('partnerships').selectAll().where('state', '!=', 'ended').where('announced_version', '<', version).execute();
}

export function findInvitation(db: Read, id: string): Promise<PairingInvitation | undefined> {
  return db.selectFrom('pairing_invitations').selectAll().where('id', '=', id).executeTakeFirst();
}

export function findInvitationBySecret(db: Read, secretHash: string): Promise<PairingInvitation | undefined> {
  return db.selectFrom('pairing_invitations').selectAll().where('secret_hash', '=', secretHash).executeTakeFirst();
}

/** Newest first. */
export function listInvitations(db: Read, { before, limit }: { before: string | undefined; limit: number }): Promise<PairingInvitation[]> {
  return db
    .selectFrom('pairing_invitations')
    .selectAll()
    .$if(before !== undefined, (query) => query.where('id', '<', before as string))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}

export async function countOpenInvitations(db: Read, now: string): Promise<number> {
  const row = await db
    .selectFrom('pairing_invitations')
    .select((select) => select.fn.countAll().as('count'))
    .where('used_at', 'is', null)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** What both nodes of a partnership hold alike. */
export function transcriptOf({ node, is_inviter, inviter_nonce, invitee_nonce }: Partnership, self: string): PairingTranscript {
  const [inviter, invitee] = is_inviter === 1 ? [self, node] : [node, self];
  return { inviter, invitee, inviterNonce: inviter_nonce, inviteeNonce: invitee_nonce };
}
