import { createStore } from '../store.ts';

/** Posts that arrived unseen since this page was opened, by channel. */
export const unreadStore = createStore<ReadonlyMap<string, number>>(new Map());

export function countUnread(channelId: string): void {
  const next = new Map(unreadStore.get());
  unreadStore.set(next.set(channelId, (next.get(channelId) ?? 0) + 1));
}

export function clearUnread(channelId: string): void {
  if (!unreadStore.get().has(channelId)) return;
  const next = new Map(unreadStore.get());
  next.delete(channelId);
  unreadStore.set(next);
}

const seenKey = 'adjoin.seen';

function readSeen(): Record<string, string> {
  try {
    return JSON.parse(localStorage.getItem(seenKey) ?? '{}') as Record<string, string>;
  } catch {
    return {};
  }
}

/** When the newest post that was seen in a channel was published; null before the first visit. */
export function seenUntil(channelId: string): string | null {
  return readSeen()[channelId] ?? null;
}

export function markSeen(channelId: string, until: string): void {
  const seen = readSeen();
  if ((seen[channelId] ?? '') >= until) return;
  localStorage.setItem(seenKey, JSON.stringify({ ...seen, [channelId]: until }));
}
