import type { Read } from '../../database/database.ts';

/** Our people in each channel, by the channel's id. */
export type ChannelPeople = ReadonlyMap<string, ReadonlySet<string>>;

export async function listAudience(db: Read, channelIds: readonly string[]): Promise<ChannelPeople> {
  const people = new Map<string, Set<string>>(channelIds.map((id) => [id, new Set()]));
  if (channelIds.length === 0) return people;
  const rows = await db.selectFrom('channel_people').select(['channel_id', 'person_id']).where('channel_id', 'in', channelIds).execute();
  for (const { channel_id, person_id } of rows) people.get(channel_id)?.add(person_id);
  return people;
}

/** Time of the oldest audit entry after a position; undefined where there is none. */
export async function findTimeAfter(db: Read, seq: number): Promise<string | undefined> {
  const row = await db.selectFrom('audit_entries').select('at').where('seq', '>', seq).orderBy('seq').limit(1).executeTakeFirst();
  return row?.at;
}
