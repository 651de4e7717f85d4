import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { Read } from '../../database/database.ts';
import type { OwnIdentity } from '../identity/own-identity.ts';
import { companySchema, personRef, personRefSchema } from '../people/person-view.ts';
import { findPeople } from '../people/queries.ts';
import type { Channel } from './access.ts';
import { viewChannel } from './channel-view.ts';
import { listMemberIds } from './queries.ts';
import { MAX_CHANNEL_MEMBERS } from './rules.ts';

export const audienceSchema = z.object({
  companies: z.array(companySchema.extend({ head_count: z.number().int() })).describe('companies whose nodes receive what is posted'),
  people: z.array(personRefSchema),
  version: z.string().describe('changes with every company or person that comes or goes'),
});

/**
 * Who sees what is posted in a channel, with the strong ETag to send as `Audience-Match`. The version leads the tag and
 * alone counts there (see `requireAudience`); the hash makes the tag change with the names shown, as RFC 9110 §8.8.1 wants.
 */
export async function viewAudience(db: Read, identity: OwnIdentity, channel: Channel): Promise<{ audience: z.infer<typeof audienceSchema>; etag: string }> {
  const ids = await listMemberIds(db, { channelId: channel.id, self: identity.did, after: '', limit: MAX_CHANNEL_MEMBERS });
  const known = await findPeople(db, ids);
  const people = ids.flatMap((id) => {
    const person = known.get(id);
    return person === undefined ? [] : [personRef(identity, person)];
  });
  const { companies } = await viewChannel(db, identity, channel);
  const active = companies.filter((company) => company.state === 'active').map(({ id, name, head_count }) => ({ id, name, head_count }));
  const audience = { companies: active, people, version: String(channel.audience_version) };
  const hash = createHash('sha256').update(JSON.stringify(audience)).digest('base64url').slice(0, 16);
  return { audience, etag: `"${channel.audience_version}-${hash}"` };
}
