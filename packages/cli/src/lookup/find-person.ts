import type { Client } from '@adjoin/client/client';
import { readAll } from '@adjoin/client/pages';
import type { Person } from '@adjoin/client/resources';
import { findOne } from './find-one.ts';

export function readPeople(client: Client): Promise<Person[]> {
  return readAll((query) => client.get('/v1/people', { params: { query } }));
}

/** People of our company by id, e-mail address or unique name; `me` is whoever is signed in. @throws CliError */
export async function findPeople(client: Client, wanted: readonly string[]): Promise<Person[]> {
  const among = await readPeople(client);
  const me = wanted.includes('me') ? await client.get('/v1/me') : undefined;
  return wanted.map((name) => (name === 'me' && me !== undefined ? me : findOne({ what: 'person', wanted: name, among, list: 'adjoin people', aliases: ({ email }) => [email] })));
}
