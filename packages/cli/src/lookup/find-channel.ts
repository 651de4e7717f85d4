import type { Client } from '@adjoin/client/client';
import { readAll } from '@adjoin/client/pages';
import type { Channel } from '@adjoin/client/resources';
import { findOne } from './find-one.ts';

/** A channel by its id, or by its unique name with or without `#`. @throws CliError */
export async function findChannel(client: Client, wanted: string): Promise<Channel> {
  if (/^chan_[0-9a-f-]{36}$/.test(wanted)) return client.get('/v1/channels/{id}', { params: { path: { id: wanted } } });
  const among = await readAll((query) => client.get('/v1/channels', { params: { query } }));
  return findOne({ what: 'channel', wanted: wanted.replace(/^#/, ''), among, list: 'adjoin channels list' });
}
