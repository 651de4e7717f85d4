import type { NodeContext } from '../../../context.ts';
import type { Tx } from '../../../database/database.ts';
import { instantOf } from '../../../ports/clock.ts';
import { listPeople } from '../../people/queries.ts';
import { appendActivities } from '../../replication/own-log.ts';
import { documentDraft } from '../drafts.ts';
import { listUntold } from '../queries.ts';

/** People looked through for an administrator in whose name the node speaks. */
const MAX_PEOPLE = 1_000;

/** Tells partners of our node document where they know an older version: after a change of name, address or certificate. */
export async function announceNode(tx: Tx, context: NodeContext, { actor }: { actor: string }): Promise<void> {
  const { identity, clock } = context;
  const { version } = identity.document;
  const at = instantOf(clock.now());
  for (const partner of await listUntold(tx.db, version)) {
    const draft = documentDraft({ actor, at }, { did: identity.did, document: identity.documentJws });
    await appendActivities(tx, context, { name: { kind: 'partnership', partner: partner.node }, drafts: [draft] });
    await tx.db.updateTable('partnerships').set({ announced_version: version }).where('id', '=', partner.id).execute();
  }
}

/**
 * At start: the address or certificate may have changed since the last one. Partners cannot reach us then, but we can
 * reach them. The eldest administrator speaks for the company, since nobody in particular acts.
 */
export async function announceNodeAtStart(context: NodeContext): Promise<void> {
  const { database, identity } = context;
  if ((await listUntold(database.read, identity.document.version)).length === 0) return;
  const people = await listPeople(database.read, { node: identity.did, after: undefined, limit: MAX_PEOPLE });
  const admin = people.find(({ account }) => account?.role === 'admin' && account.status === 'active');
  if (admin !== undefined) await database.write((tx) => announceNode(tx, context, { actor: admin.did }));
}
