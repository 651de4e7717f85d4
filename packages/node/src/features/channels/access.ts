import type { Selectable } from 'kysely';
import type { Read } from '../../database/database.ts';
import type { AuthenticatedPerson } from '../../http/authenticated-person.ts';
import { notFound } from '../../http/problems.ts';
import { audienceChanged, channelJoining, channelLeft } from './problems.ts';
import { findChannelFor, listChannelIds } from './queries.ts';
import { mayManage } from './rules.ts';
import type { ChannelTables } from './tables.ts';

export type Channel = Selectable<ChannelTables['channels']>;
export type Actor = Pick<AuthenticatedPerson, 'id' | 'did' | 'role'>;

/**
 * The channel, for a person who is in it. What is absent and what is forbidden look the same (THREATS 1, 41).
 * @throws Problem 404 `not-found`
 */
export async function memberChannel(db: Read, personId: string, channelId: string): Promise<Channel> {
  const row = await findChannelFor(db, personId, channelId);
  if (row === undefined || row.is_member === 0) throw notFound();
  return row;
}

/**
 * The channel, for a person who may see its name, companies and members and act on them.
 * @throws Problem 404 `not-found`
 */
export async function managedChannel(db: Read, actor: Actor, channelId: string): Promise<Channel> {
  const row = await findChannelFor(db, actor.id, channelId);
  if (row === undefined || !mayManage({ role: actor.role, isMember: row.is_member !== 0, channel: row })) throw notFound();
  return row;
}

/** Ids of the channels that a person is in. */
export async function channelsOf(db: Read, personId: string): Promise<readonly string[]> {
  const rows = await listChannelIds(db, personId);
  return rows.map((row) => row.channel_id);
}

/**
 * Refuses to write where nothing would reach the other companies.
 * @throws Problem 409 `channel-joining` or `channel-left`
 */
export function requireWritable(channel: Pick<Channel, 'state'>): void {
  if (channel.state === 'joining') throw channelJoining();
  if (channel.state === 'left') throw channelLeft();
}

/** An audience's ETag as it was given out: the version, which is what counts, and a hash of the names shown with it. */
const AUDIENCE_MATCH = /^"?(\d{1,15})(?:-[A-Za-z0-9_-]{1,64})?"?$/;

/**
 * Compares the audience that an author saw (the `Audience-Match` header) with the one there is now. Renaming a person
 * or company does not count: it is the same audience.
 * @throws Problem 412 `audience-changed`
 */
export function requireAudience(channel: Pick<Channel, 'audience_version'>, match: string | undefined): void {
  if (match === undefined) return;
  const version = AUDIENCE_MATCH.exec(match)?.[1];
  if (version === undefined || Number(version) !== channel.audience_version) throw audienceChanged();
}
