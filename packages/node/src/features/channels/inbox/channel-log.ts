import assert from 'node:assert/strict';
import { verifyNodeDocument, type NodeDocument } from '@adjoin/protocol/pairing/node-document';
import { Problem } from '@adjoin/protocol/problem';
import type { ChannelActivity } from '@adjoin/protocol/vocabulary/activities';
import type { NodeContext } from '../../../context.ts';
import type { Tx } from '../../../database/database.ts';
import { appendAudit } from '../../audit/commands.ts';
import { partnerIdOf } from '../../identity/company-id.ts';
import { rememberNode } from '../../identity/commands.ts';
import { ensureForeignPeople, personIdOf } from '../../people/commands/ensure-foreign-people.ts';
import { applied, oneByOne, type ActivityHandler, type ApplyOutcome, type ChannelHandlers, type Received } from '../../replication/activity-handler.ts';
import type { Channel } from '../access.ts';
import { announceWaitingPeople, enrolPeople, touchAudience } from '../commands/change-members.ts';
import { countPeople, findChannel, findChannelNode, listChannelNodes, listMembersAmong } from '../queries.ts';
import { MAX_CHANNEL_MEMBERS } from '../rules.ts';
import { judgeHostEntry, judgeOrganization, judgePerson, quarantined } from './rules.ts';

type OwnActivities = 'Create Group' | 'Update Group' | 'Add Organization' | 'Remove Organization' | 'Add Person' | 'Add Service' | 'Remove Person';

/** What partners' logs of a channel say of the channel, its companies and its people. */
export function channelHandlers(context: NodeContext): Pick<ChannelHandlers, OwnActivities> {
  return {
    'Create Group': oneByOne((tx, received) => describeChannel(tx, context, received)),
    'Update Group': oneByOne((tx, received) => describeChannel(tx, context, received)),
    'Add Organization': oneByOne((tx, received) => addOrganization(tx, context, received)),
    'Remove Organization': oneByOne((tx, received) => removeOrganization(tx, context, received)),
    'Add Person': addPeople(context),
    'Add Service': addPeople(context),
    'Remove Person': removePeople(context),
  };
}

async function channelOf(tx: Tx, { subject }: { readonly subject: string }): Promise<Channel> {
  const channel = await findChannel(tx.db, subject);
  assert(channel?.perimeter === 'shared', 'a log is filed under a shared channel');
  return channel;
}

async function describeChannel(tx: Tx, context: NodeContext, received: Received<ChannelActivity<'Create Group' | 'Update Group'>>): Promise<ApplyOutcome> {
  const { activity, origin, receivedAt: at } = received;
  const { id: named, name, summary: topic } = activity.object;
  const channel = await channelOf(tx, received);
  const refusal = judgeHostEntry({ actor: activity.actor, named, origin, channel });
  if (refusal) return refusal;
  if (channel.name === name && channel.topic === topic) return applied;
  await tx.db.updateTable('channels').set({ name, topic }).where('id', '=', channel.id).execute();
  await appendAudit(tx, context.feed, [{ at, actor: origin, action: 'channel.updated', subject: channel.id, channelId: channel.id }]);
  return applied;
}

/** A node document certifies itself; a bad one is the host's fault, not ours. */
function readDocument(jws: string, node: string): NodeDocument | undefined {
  try {
    const document = verifyNodeDocument(jws);
    return document.id === node ? document : undefined;
  } catch (error) {
    if (error instanceof Problem) return undefined;
    throw error;
  }
}

async function addOrganization(tx: Tx, context: NodeContext, received: Received<ChannelActivity<'Add Organization'>>): Promise<ApplyOutcome> {
  const { activity, origin, receivedAt: at } = received;
  const { id: node, document: jws } = activity.object;
  const channel = await channelOf(tx, received);
  const nodes = await listChannelNodes(tx.db, [channel.id]);
  const companies = nodes.filter((row) => row.state === 'active' && row.node !== node).length;
  const refusal = judgeHostEntry({ actor: activity.actor, named: activity.target, origin, channel }) ?? judgeOrganization({ node, channel, companies });
  if (refusal) return refusal;
  if (node === context.identity.did) return enterChannel(tx, context, { channel, at });

  const document = readDocument(jws, node);
  if (document === undefined) return quarantined('invalid-document', 'The company is not vouched for by its own node document.');
  await rememberNode(tx, { document, jws, now: at });
  await context.partners.mirror(tx, node);
  if (nodes.some((row) => row.node === node && row.state === 'active')) return applied;
  const values = { state: 'active' as const, invite: null, acted_by: null, reason: '', changed_at: at };
  await tx.db
    .insertInto('channel_nodes')
    .values({ channel_id: channel.id, node, ...values })
    .onConflict((conflict) => conflict.columns(['channel_id', 'node']).doUpdateSet(values))
    .execute();
  return tellOfCompany(tx, context, { channel, node, at, state: 'active' });
}

/** The company list changed: the audience has, and our own log may have a new reader. */
async function tellOfCompany(tx: Tx, context: NodeContext, { channel, node, at, state }: { channel: Channel; node: string; at: string; state: string }): Promise<ApplyOutcome> {
  await touchAudience(tx, channel.id);
  const entry = { at, actor: channel.host, action: 'channel.updated', subject: channel.id, channelId: channel.id, partnerId: partnerIdOf(node), details: { state } };
  await appendAudit(tx, context.feed, [entry]);
  tx.afterCommit(context.delivery.wake);
  return applied;
}

/**
 * The host took us in. Believed only while an invitation that we accepted stands: the host's log may still tell of an
 * earlier time when the partnership log has told us already that it ended.
 */
async function enterChannel(tx: Tx, context: NodeContext, { channel, at }: { channel: Channel; at: string }): Promise<ApplyOutcome> {
  const self = context.identity.did;
  const own = await findChannelNode(tx.db, channel.id, self);
  if (own === undefined || own.acted_by === null || own.invite === null || own.state === 'active') return applied;
  await tx.db.updateTable('channel_nodes').set({ state: 'active', reason: '', changed_at: at }).where('channel_id', '=', channel.id).where('node', '=', self).execute();
  await tx.db.updateTable('channels').set({ state: 'active' }).where('id', '=', channel.id).execute();
  await announceWaitingPeople(tx, context, { channel, actorDid: own.acted_by });
  return tellOfCompany(tx, context, { channel, node: channel.host, at, state: 'active' });
}

async function removeOrganization(tx: Tx, context: NodeContext, received: Received<ChannelActivity<'Remove Organization'>>): Promise<ApplyOutcome> {
  const { activity, origin, receivedAt: at } = received;
  const node = activity.object.id;
  const channel = await channelOf(tx, received);
  const refusal =
    judgeHostEntry({ actor: activity.actor, named: activity.target, origin, channel }) ?? judgeOrganization({ node, channel, companies: undefined });
  if (refusal) return refusal;
  // While we wait to be taken in again, this can only tell of the time before.
  const ended = await tx.db
    .updateTable('channel_nodes')
    .set({ state: 'removed', reason: 'removed', changed_at: at })
    .where('channel_id', '=', channel.id)
    .where('node', '=', node)
    .where('state', '=', 'active')
    .executeTakeFirst();
  if (Number(ended.numUpdatedRows) === 0) return applied;
  if (node === context.identity.did) await tx.db.updateTable('channels').set({ state: 'left' }).where('id', '=', channel.id).execute();
  return tellOfCompany(tx, context, { channel, node: node === context.identity.did ? channel.host : node, at, state: 'removed' });
}

/** Hundreds of people arrive together when a partner imports; they cost a few statements a page, not each. */
function addPeople(context: NodeContext): ActivityHandler<ChannelActivity<'Add Person' | 'Add Service'>> {
  return async (tx, all) => {
    const [first] = all;
    if (first === undefined) return [];
    const channel = await channelOf(tx, first);
    const room = await roomFor(tx, context, { channel, people: all.map(({ activity }) => activity.object.id) });
    const outcomes = all.map(({ activity, origin }) => {
      const person = activity.object.id;
      const refusal = judgePerson({ actor: activity.actor, person, target: activity.target, origin, channel });
      return refusal ?? (room.has(person) ? applied : quarantined('member-quota', `A channel has at most ${MAX_CHANNEL_MEMBERS} people.`));
    });
    const people = all.filter((_, index) => outcomes[index] === applied).map(({ activity: { object } }) => ({ did: object.id, name: object.name, kind: object.type }));
    const ids = await ensureForeignPeople(tx, context, people);
    const enrolled = [...ids.values()].map((id) => ({ id, node: first.origin }));
    await enrolPeople(tx, context, { channel, people: enrolled, actor: first.origin, isAnnounced: false });
    return outcomes;
  };
}

/** The named people who are in the channel already or still fit into it, in the order in which they are named. */
async function roomFor(tx: Tx, context: NodeContext, { channel, people }: { channel: Channel; people: readonly string[] }): Promise<ReadonlySet<string>> {
  const members = (await countPeople(tx.db, [channel.id])).reduce((sum, row) => sum + row.count, 0);
  const named = new Map(people.map((did) => [did, personIdOf(did, context.identity.did)]));
  const known = new Set(await listMembersAmong(tx.db, channel.id, [...named.values()]));
  const fitting = new Set<string>();
  let left = MAX_CHANNEL_MEMBERS - members;
  for (const [did, id] of named) {
    if (known.has(id) || left-- > 0) fitting.add(did);
  }
  return fitting;
}

function removePeople(context: NodeContext): ActivityHandler<ChannelActivity<'Remove Person'>> {
  return async (tx, all) => {
    const [first] = all;
    if (first === undefined) return [];
    const channel = await channelOf(tx, first);
    const outcomes = all.map(({ activity: { actor, object, target }, origin }) => judgePerson({ actor, person: object.id, target, origin, channel }) ?? applied);
    const ids = all.filter((_, index) => outcomes[index] === applied).map(({ activity }) => personIdOf(activity.object.id, context.identity.did));
    if (ids.length === 0) return outcomes;
    const removed = await tx.db
      .deleteFrom('channel_people')
      .where('channel_id', '=', channel.id)
      .where('node', '=', first.origin)
      .where('person_id', 'in', ids)
      .returning('person_id')
      .execute();
    if (removed.length > 0) await touchAudience(tx, channel.id);
    const entry = { at: first.receivedAt, actor: first.origin, action: 'member.removed', channelId: channel.id };
    await appendAudit(tx, context.feed, removed.map(({ person_id: subject }) => ({ ...entry, subject })));
    return outcomes;
  };
}
