import * as z from 'zod';
import type { Read } from '../../database/database.ts';
import type { OwnIdentity } from '../identity/own-identity.ts';
import { listNodes } from '../identity/queries.ts';
import { companySchema, companyView } from '../people/person-view.ts';
import type { Channel } from './access.ts';
import { countPeople, listChannelNodes } from './queries.ts';

export const channelSchema = z.object({
  id: z.string().describe('`chan_…`'),
  did: z.string(),
  name: z.string(),
  topic: z.string(),
  perimeter: z.enum(['internal', 'shared']).describe('fixed when the channel is made; nothing of an internal channel ever leaves'),
  state: z.enum(['active', 'joining', 'left']).describe('`joining` until the host confirms us, `left` once it ended our place; both cannot be written to'),
  host: companySchema.describe('the company that made the channel and decides which companies are in it'),
  companies: z.array(
    companySchema.extend({ state: z.enum(['invited', 'active']), head_count: z.number().int().describe('people of that company in the channel') }),
  ),
  member_count: z.number().int().describe('people of all companies in the channel'),
  created_at: z.string(),
});
export type ChannelView = z.infer<typeof channelSchema>;

/** Companies, by DID, under the ids and names that our people know. */
export type CompanyNames = (node: string) => z.infer<typeof companySchema>;

export async function readCompanyNames(db: Read, identity: OwnIdentity, nodes: Iterable<string>): Promise<CompanyNames> {
  const known = new Map((await listNodes(db, [...new Set(nodes)])).map((node) => [node.did, node.name]));
  return (node) => companyView(identity, { node, node_name: known.get(node) ?? null });
}

/** Channels as people see them, in the order given; a fixed number of queries however many there are. */
export async function viewChannels(db: Read, identity: OwnIdentity, channels: readonly Channel[]): Promise<ChannelView[]> {
  if (channels.length === 0) return [];
  const ids = channels.map((channel) => channel.id);
  const nodes = await listChannelNodes(db, ids);
  const counts = await countPeople(db, ids);
  const nameOf = await readCompanyNames(db, identity, [...nodes.map((row) => row.node), ...channels.map((channel) => channel.host)]);
  return channels.map((channel) => {
    const headCount = (node: string): number => counts.find((row) => row.channel_id === channel.id && row.node === node)?.count ?? 0;
    // No rows are kept of an internal channel's only company.
    const members = channel.perimeter === 'internal' ? [{ node: identity.did, state: 'active' as const }] : nodes.filter((row) => row.channel_id === channel.id);
    const companies = members.flatMap(({ node, state }) => (state === 'removed' ? [] : [{ ...nameOf(node), state, head_count: headCount(node) }]));
    const { id, did, name, topic, perimeter, state, created_at } = channel;
    const member_count = companies.reduce((sum, company) => sum + company.head_count, 0);
    return { id, did, name, topic, perimeter, state, host: nameOf(channel.host), companies, member_count, created_at };
  });
}

export async function viewChannel(db: Read, identity: OwnIdentity, channel: Channel): Promise<ChannelView> {
  const [view] = await viewChannels(db, identity, [channel]);
  return view as ChannelView;
}
