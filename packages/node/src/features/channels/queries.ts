import type { Read } from '../../database/database.ts';
import type { ChannelTables } from './tables.ts';

export function findChannel(db: Read, id: string) {
  return db.selectFrom('channels').selectAll().where('id', '=', id).executeTakeFirst();
}

export function findChannelByDid(db: Read, did: string) {
  return db.selectFrom('channels').selectAll().where('did', '=', did).executeTakeFirst();
}

/** A channel and whether the person is in it, in one statement: asked for every post. */
export function findChannelFor(db: Read, personId: string, channelId: string) {
  return db
    .selectFrom('channels')
    .leftJoin('channel_people', (join) => join.onRef('channel_people.channel_id', '=', 'channels.id').on('channel_people.person_id', '=', personId))
    .selectAll('channels')
    .select((e) => e.case().when('channel_people.person_id', 'is', null).then(0).else(1).end().as('is_member'))
    .where('channels.id', '=', channelId)
    .executeTakeFirst();
}

export function listChannelIds(db: Read, personId: string) {
  return db.selectFrom('channel_people').select('channel_id').where('person_id', '=', personId).execute();
}

type ChannelPage = { readonly personId: string; readonly perimeter: 'internal' | 'shared' | undefined; readonly after: string; readonly limit: number };

/** The channels that a person is in, oldest first. */
export function listChannels(db: Read, { personId, perimeter, after, limit }: ChannelPage) {
  return db
    .selectFrom('channels')
    .innerJoin('channel_people', 'channel_people.channel_id', 'channels.id')
    .selectAll('channels')
    .where('channel_people.person_id', '=', personId)
    .where('channels.id', '>', after)
    .$if(perimeter !== undefined, (query) => query.where('channels.perimeter', '=', perimeter as 'internal' | 'shared'))
    .orderBy('channels.id')
    .limit(limit)
    .execute();
}

export async function countChannels(db: Read): Promise<number> {
  const row = await db.selectFrom('channels').select((e) => e.fn.countAll<number>().as('count')).executeTakeFirstOrThrow();
  return row.count;
}

export function listChannelNodes(db: Read, channelIds: readonly string[]) {
  return db.selectFrom('channel_nodes').selectAll().where('channel_id', 'in', channelIds).orderBy('node').execute();
}

export function findChannelNode(db: Read, channelId: string, node: string) {
  return db.selectFrom('channel_nodes').selectAll().where('channel_id', '=', channelId).where('node', '=', node).executeTakeFirst();
}

/** The channels that a company is in, or invited to. */
export function listPlacesOf(db: Read, node: string) {
  return db.selectFrom('channel_nodes').selectAll().where('node', '=', node).where('state', '!=', 'removed').orderBy('channel_id').execute();
}

/** People of each company in each channel, also of companies that are not in it any more. */
export function countPeople(db: Read, channelIds: readonly string[]) {
  return db
    .selectFrom('channel_people')
    .select((e) => ['channel_id', 'node', e.fn.countAll<number>().as('count')])
    .where('channel_id', 'in', channelIds)
    .groupBy(['channel_id', 'node'])
    .execute();
}

export function findMember(db: Read, channelId: string, personId: string) {
  return db.selectFrom('channel_people').selectAll().where('channel_id', '=', channelId).where('person_id', '=', personId).executeTakeFirst();
}

type MemberPage = { readonly channelId: string; readonly self: string; readonly after: string; readonly limit: number };

/** People of our company and of the companies that are in the channel now. */
export async function listMemberIds(db: Read, { channelId, self, after, limit }: MemberPage): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('channel_people')
    .leftJoin('channel_nodes', (join) =>
      join.onRef('channel_nodes.channel_id', '=', 'channel_people.channel_id').onRef('channel_nodes.node', '=', 'channel_people.node'),
    )
    .select('channel_people.person_id')
    .where('channel_people.channel_id', '=', channelId)
    .where('channel_people.person_id', '>', after)
    .where((e) => e.or([e('channel_people.node', '=', self), e('channel_nodes.state', '=', 'active')]))
    .orderBy('channel_people.person_id')
    .limit(limit)
    .execute();
  return rows.map((row) => row.person_id);
}

export function listMembersOf(db: Read, channelId: string, node: string) {
  return db.selectFrom('channel_people').selectAll().where('channel_id', '=', channelId).where('node', '=', node).orderBy('person_id').execute();
}

/** Which of these people are in the channel. */
export async function listMembersAmong(db: Read, channelId: string, personIds: readonly string[]): Promise<readonly string[]> {
  if (personIds.length === 0) return [];
  const rows = await db.selectFrom('channel_people').select('person_id').where('channel_id', '=', channelId).where('person_id', 'in', personIds).execute();
  return rows.map((row) => row.person_id);
}

export function findShareInvitation(db: Read, id: string) {
  return db.selectFrom('share_invitations').selectAll().where('id', '=', id).executeTakeFirst();
}

type InvitationPage = { readonly state: ChannelTables['share_invitations']['state'] | undefined; readonly before: string | undefined; readonly limit: number };

/** Newest first. */
export function listShareInvitations(db: Read, { state, before, limit }: InvitationPage) {
  return db
    .selectFrom('share_invitations')
    .selectAll()
    .$if(state !== undefined, (query) => query.where('state', '=', state as 'pending'))
    .$if(before !== undefined, (query) => query.where('id', '<', before as string))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}

export async function countPendingInvitations(db: Read, host: string): Promise<number> {
  const row = await db
    .selectFrom('share_invitations')
    .select((e) => e.fn.countAll<number>().as('count'))
    .where('host', '=', host)
    .where('state', '=', 'pending')
    .executeTakeFirstOrThrow();
  return row.count;
}
