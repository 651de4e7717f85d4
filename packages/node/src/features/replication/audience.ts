import { recipientsOf } from '@adjoin/protocol/audience/recipients';
import type { Read } from '../../database/database.ts';
import type { Neighbours, Partner } from './neighbours.ts';

type LogRow = { readonly kind: 'channel' | 'partnership'; readonly subject: string };

/** The nodes that receive a log from us now. The one place where delivery, pulling and heads learn it. */
export async function audienceOf(db: Read, { log, neighbours, self }: { log: LogRow; neighbours: Neighbours; self: string }): Promise<readonly string[]> {
  const subject = await neighbours.subjectOf(db, log);
  if (subject === undefined) return [];
  return recipientsOf({ self, subject, partnershipWith: (node) => neighbours.partners.find(node)?.state });
}

export async function sharesLogWith(db: Read, { log, partner, neighbours, self }: { log: LogRow; partner: Partner; neighbours: Neighbours; self: string }): Promise<boolean> {
  return (await audienceOf(db, { log, neighbours, self })).includes(partner.did);
}
