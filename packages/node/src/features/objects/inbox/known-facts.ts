import { localUuid, ownerOf } from '@adjoin/protocol/identifiers/ids';
import type { Read } from '../../../database/database.ts';
import { companyIdOf } from '../../identity/company-id.ts';
import { findPeople } from '../../people/queries.ts';
import type { Received } from '../../replication/activity-handler.ts';

/** Under which id an object of any node is filed here. */
export function objectIdOf(did: string, self: string): string {
  return `post_${localUuid(did, self)}`;
}

export function personIdOf(did: string, self: string): string {
  return `pers_${localUuid(did, self)}`;
}

/** What all activities of one run have in common: they are of one log. */
export type Run = { readonly origin: string; readonly channelId: string; readonly log: number; readonly receivedAt: string };

export function runOf(received: readonly Received<unknown>[]): Run | undefined {
  const [first] = received;
  return first && { origin: first.origin, channelId: first.subject, log: first.log, receivedAt: first.receivedAt };
}

/**
 * Our ids, by DID, of those of these people whom their company has announced. That the announcement was for this very
 * channel, and still holds, is not asked: a person removed while an earlier post of theirs still waited for what it
 * answers would lose that post here and keep it elsewhere.
 */
export async function announcedPeople(db: Read, { dids, origin, self }: { dids: Iterable<string>; origin: string; self: string }): Promise<Map<string, string>> {
  const ids = new Map([...new Set(dids)].filter((did) => ownerOf(did) === origin).map((did) => [did, personIdOf(did, self)]));
  const known = await findPeople(db, ids.values());
  return new Map([...ids].filter(([did, id]) => known.get(id)?.did === did));
}

/** Who and where, for the audit entry of a received activity. */
export function auditFrame({ origin, channelId, receivedAt }: Run, self: string) {
  return { at: receivedAt, actor: origin, channelId, partnerId: companyIdOf(origin, self) };
}
