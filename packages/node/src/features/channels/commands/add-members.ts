import type { NodeContext } from '../../../context.ts';
import type { Tx } from '../../../database/database.ts';
import { findPeopleWithAccounts, type PersonWithAccount } from '../../people/queries.ts';
import type { Actor, Channel } from '../access.ts';
import { countPeople } from '../queries.ts';
import { checkNewMembers } from '../rules.ts';
import { announcePeople, enrolPeople } from './change-members.ts';

export type NewMembers = {
  readonly actor: Pick<Actor, 'id' | 'did'>;
  readonly channel: Channel;
  readonly personIds: readonly string[];
  readonly field?: 'person_ids' | 'member_ids';
};

/**
 * Brings people of our company into a channel; who is in already stays in. Hundreds at once cost few statements.
 * @throws Problem 409 `channel-left`, 422 `unknown-people` or `member-quota`
 */
export async function addMembers(tx: Tx, context: NodeContext, { actor, channel, personIds, field = 'person_ids' }: NewMembers): Promise<void> {
  const found = await findPeopleWithAccounts(tx.db, personIds);
  const candidates = [...found.values()].map((person) => candidateOf(person, context.identity.did));
  const members = (await countPeople(tx.db, [channel.id])).reduce((sum, row) => sum + row.count, 0);
  checkNewMembers({ channel, wanted: personIds, field, found: candidates, members });

  const isAnnounced = channel.perimeter === 'shared' && channel.state === 'active';
  const added = await enrolPeople(tx, context, { channel, people: [...found.values()], actor: actor.id, isAnnounced });
  if (isAnnounced) await announcePeople(tx, context, { channel, people: [...found.values()].filter(({ id }) => added.has(id)), actorDid: actor.did });
}

function candidateOf({ id, node, account }: PersonWithAccount, self: string) {
  return { id, isLocal: node === self, isActive: account?.status !== 'deactivated' };
}
