import type { NodeContext } from '../../../context.ts';
import type { Tx } from '../../../database/database.ts';
import { managedChannel, type Actor } from '../access.ts';
import { findMember } from '../queries.ts';
import { checkRemoval } from '../rules.ts';
import { dismissPeople } from './change-members.ts';

/**
 * Takes a person of our company out of a channel; anybody may leave, an administrator may remove others.
 * @throws Problem 404 `not-found`, 403 `admin-only` or `foreign-member`
 */
export async function removeMember(tx: Tx, context: NodeContext, { actor, channelId, personId }: { actor: Actor; channelId: string; personId: string }): Promise<void> {
  const channel = await managedChannel(tx.db, actor, channelId);
  const member = await findMember(tx.db, channel.id, personId);
  checkRemoval({ actor, member, self: context.identity.did });
  await dismissPeople(tx, context, { channel, members: member === undefined ? [] : [member], actor });
}
