import { client } from '../node/client.ts';
import { placePost, queuedPosts } from '../posts/post-queries.ts';
import { queryClient } from '../query-client.ts';

/** Past this many at once, reading the channel again is cheaper than reading posts one by one. */
const mostSingly = 8;
const gatherMs = 200;

const waiting = new Map<string, Set<string>>();
let timer: ReturnType<typeof setTimeout> | null = null;

async function refreshOne(id: string): Promise<void> {
  placePost(await client.get('/v1/posts/{id}', { params: { path: { id } } }));
}

/** The newest posts, among which those are that change most often. */
async function refreshNewest(channelId: string): Promise<void> {
  const init = { params: { path: { id: channelId }, query: { limit: 100 } } };
  const { data } = await client.get('/v1/channels/{id}/posts', init);
  for (const post of data) placePost(post);
}

function refreshWaiting(): void {
  timer = null;
  for (const [channelId, ids] of waiting) {
    const reads = ids.size > mostSingly ? [refreshNewest(channelId)] : [...ids].map(refreshOne);
    void Promise.allSettled(reads);
  }
  waiting.clear();
}

/** Reads a changed post again, together with others that change within the same moment. */
export function refreshPost(channelId: string, id: string): void {
  if (queryClient.getQueryData(['posts', channelId]) === undefined) return;
  const ids = waiting.get(channelId) ?? new Set();
  waiting.set(channelId, ids.add(id));
  timer ??= setTimeout(refreshWaiting, gatherMs);
}

/** Reads those posts again of which a partner's copy was still outstanding. */
export function refreshDeliveries(channelId: string, partnerId: string): void {
  for (const id of queuedPosts(channelId, partnerId)) refreshPost(channelId, id);
}
