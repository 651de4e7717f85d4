import type { NodeContext } from '../../../context.ts';
import type { Tx } from '../../../database/database.ts';
import { instantOf } from '../../../ports/clock.ts';
import { appendAudit } from '../../audit/commands.ts';
import { findPeople, type KnownPerson } from '../../people/queries.ts';
import { appendActivities } from '../../replication/own-log.ts';
import type { Channel } from '../access.ts';
import { addPersonDraft, logOf, removePersonDraft } from '../drafts.ts';
import { listMembersOf } from '../queries.ts';

/** Rows in one INSERT: keeps the number of bound values below every database's limit. */
const ROWS_PER_INSERT = 500;

/** Gives the channel's audience its next version (see `requireAudience`). */
export async function touchAudience(tx: Tx, channelId: string): Promise<void> {
  await tx.db
    .updateTable('channels')
    .set((e) => ({ audience_version: e('audience_version', '+', 1) }))
    .where('id', '=', channelId)
    .execute();
}

type Enrolment = { readonly channel: Pick<Channel, 'id'>; readonly people: readonly Pick<KnownPerson, 'id' | 'node'>[]; readonly actor: string; readonly isAnnounced: boolean };

/** Puts people of any company on a channel's list; answers with the ids of those who were not on it yet. */
export async function enrolPeople(tx: Tx, context: NodeContext, { channel, people, actor, isAnnounced }: Enrolment): Promise<ReadonlySet<string>> {
  const at = instantOf(context.clock.now());
  const added = new Set<string>();
  for (let start = 0; start < people.length; start += ROWS_PER_INSERT) {
    const rows = people
      .slice(start, start + ROWS_PER_INSERT)
      .map(({ id, node }) => ({ channel_id: channel.id, person_id: id, node, is_announced: isAnnounced ? 1 : 0, added_at: at }));
    const inserted = await tx.db
      .insertInto('channel_people')
      .values(rows)
      .onConflict((conflict) => conflict.doNothing())
      .returning('person_id')
      .execute();
    for (const row of inserted) added.add(row.person_id);
  }
  if (added.size === 0) return added;
  await touchAudience(tx, channel.id);
  const audit = [...added].map((subject) => ({ at, actor, action: 'member.added', subject, channelId: channel.id }));
  await appendAudit(tx, context.feed, audit);
  return added;
}

/** Tells the other companies of people of ours: id and name, nothing more (THREATS 8). */
export async function announcePeople(tx: Tx, context: NodeContext, { channel, people, actorDid }: { channel: Channel; people: readonly KnownPerson[]; actorDid: string }): Promise<void> {
  if (people.length === 0) return;
  const act = { actor: actorDid, at: instantOf(context.clock.now()) };
  await appendActivities(tx, context, { name: logOf(channel), drafts: people.map((person) => addPersonDraft(act, channel, person)) });
}

/** Announces whoever was chosen before our company was in the channel. */
export async function announceWaitingPeople(tx: Tx, context: NodeContext, { channel, actorDid }: { channel: Channel; actorDid: string }): Promise<void> {
  const self = context.identity.did;
  const rows = await listMembersOf(tx.db, channel.id, self);
  const waiting = rows.filter((row) => row.is_announced === 0).map((row) => row.person_id);
  const people = await findPeople(tx.db, waiting);
  await announcePeople(tx, context, { channel, people: [...people.values()], actorDid });
  await tx.db.updateTable('channel_people').set({ is_announced: 1 }).where('channel_id', '=', channel.id).where('node', '=', self).execute();
}

type Dismissal = { readonly channel: Channel; readonly members: readonly { readonly person_id: string; readonly is_announced: number }[]; readonly actor: { readonly id: string; readonly did: string } };

/** Takes people of ours out of a channel: they lose it at once (THREATS 41), and the other companies hear of whom they knew. */
export async function dismissPeople(tx: Tx, context: NodeContext, { channel, members, actor }: Dismissal): Promise<void> {
  if (members.length === 0) return;
  const at = instantOf(context.clock.now());
  const ids = members.map((member) => member.person_id);
  await tx.db.deleteFrom('channel_people').where('channel_id', '=', channel.id).where('person_id', 'in', ids).execute();
  await touchAudience(tx, channel.id);
  await appendAudit(tx, context.feed, ids.map((subject) => ({ at, actor: actor.id, action: 'member.removed', subject, channelId: channel.id })));
  const announced = members.filter((member) => member.is_announced === 1).map((member) => member.person_id);
  if (announced.length === 0) return;
  const people = await findPeople(tx.db, announced);
  const drafts = [...people.values()].map((person) => removePersonDraft({ actor: actor.did, at }, channel, person));
  await appendActivities(tx, context, { name: logOf(channel), drafts });
}
