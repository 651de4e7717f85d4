import type { Client } from '@adjoin/client/client';
import { readAll } from '@adjoin/client/pages';
import type { Partner } from '@adjoin/client/resources';
import { findOne } from './find-one.ts';

/** A partner by its id, DID or unique name. @throws CliError */
export async function findPartner(client: Client, wanted: string): Promise<Partner> {
  const among = await readAll((query) => client.get('/v1/partners', { params: { query } }));
  const current = among.filter(({ state }) => state !== 'ended');
  const named = current.some(({ name }) => name === wanted) ? current : among;
  return findOne({ what: 'partner', wanted, among: named, list: 'adjoin partners', aliases: ({ did }) => [did] });
}
