import { answerOf, api } from "../api/client.ts";
import { placePost } from "../posts/post-queries.ts";
import { queryClient } from "../query-client.ts";

/** Past this many at once, reading the channel again is cheaper than reading posts one by one. */
const mostSingly = 8;
const gatherMs = 150;

const waiting = new Map<string, Set<string>>();
let timer: ReturnType<typeof setTimeout> | null = null;

async function refreshOne(id: string): Promise<void> {
  placePost(await answerOf(api.GET("/v1/posts/{id}", { params: { path: { id } } })));
}

function refreshWaiting(): void {
  timer = null;
  for (const [channelId, ids] of waiting) {
    if (ids.size > mostSingly) void queryClient.invalidateQueries({ queryKey: ["posts", channelId] });
    else for (const id of ids) refreshOne(id).catch(() => undefined);
  }
  waiting.clear();
}

/** Reads a changed post again, together with others that change within the same moment. */
export function refreshPost(channelId: string, id: string): void {
  const ids = waiting.get(channelId) ?? new Set();
  waiting.set(channelId, ids.add(id));
  timer ??= setTimeout(refreshWaiting, gatherMs);
}
