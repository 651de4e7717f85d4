import type { Client } from '@adjoin/client/client';
import { readAll } from '@adjoin/client/pages';
import { CliError } from '../cli-error.ts';
import { inParallel } from './in-parallel.ts';

/** People created at the same time. */
const PARALLEL_REQUESTS = 8;
/** People brought into a channel by one request. */
const MEMBERS_PER_REQUEST = 500;

type Cast = { readonly client: Client; readonly channelId: string; readonly names: readonly string[]; readonly onPerson: () => void };

/**
 * Finds or makes the people of one company by their names, and brings them into the channel.
 * @returns ids by name, and how many people were made
 */
export async function preparePeople({ client, channelId, names, onPerson }: Cast): Promise<{ ids: ReadonlyMap<string, string>; created: number }> {
  const ids = await findByName(client, names);
  const missing = names.filter((name) => !ids.has(name));
  await inParallel(missing, PARALLEL_REQUESTS, async (name) => {
    const { person } = await client.post('/v1/people', { body: { name } });
    ids.set(name, person.id);
    onPerson();
  });
  await bringIn(client, channelId, [...ids.values()]);
  return { ids, created: missing.length };
}

async function findByName(client: Client, names: readonly string[]): Promise<Map<string, string>> {
  const wanted = new Set(names);
  const ids = new Map<string, string>();
  for (const { id, name, status } of await readAll((query) => client.get('/v1/people', { params: { query } }))) {
    if (!wanted.has(name) || status === 'deactivated') continue;
    if (ids.has(name)) throw new CliError(`Two people of your company are called ${name}`, { hint: 'Rename one of them, so that it is clear who wrote the messages.' });
    ids.set(name, id);
  }
  return ids;
}

async function bringIn(client: Client, channelId: string, personIds: readonly string[]): Promise<void> {
  const path = { id: channelId };
  const members = await readAll((query) => client.get('/v1/channels/{id}/members', { params: { path, query } }));
  const present = new Set(members.map(({ id }) => id));
  const absent = personIds.filter((id) => !present.has(id));
  for (let start = 0; start < absent.length; start += MEMBERS_PER_REQUEST) {
    await client.post('/v1/channels/{id}/members', { params: { path }, body: { person_ids: absent.slice(start, start + MEMBERS_PER_REQUEST) } });
  }
}
