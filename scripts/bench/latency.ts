import { call, type Company } from '../../tests/world/two-companies.ts';
import { openEvents } from '../../tests/world/open-events.ts';
import { waitUntil } from '../../tests/world/wait-until.ts';
import { percentile } from './measure.ts';

export type Latency = { readonly count: number; readonly p50_ms: number; readonly p90_ms: number; readonly p99_ms: number; readonly max_ms: number };

const WARM_UP_POSTS = 40;
const FILLER = ' a post of about three hundred bytes, as people write them when something is wrong with a delivery'.repeat(3).slice(0, 270);

/** Milliseconds from sending a POST at Alder to its event at an SSE reader of Birch, at a steady pace. */
export async function measureLatency({ alder, birch, channelAtAlder, seconds, postsPerSecond }: { alder: Company; birch: Company; channelAtAlder: string; seconds: number; postsPerSecond: number }): Promise<Latency> {
  const sentAt = new Map<string, number>();
  const samples: number[] = [];
  const events = await openEvents(birch, (event) => {
    if (event.type !== 'post.created') return;
    const key = (event.data as { post: { text: string } }).post.text.slice(0, 20);
    const at = sentAt.get(key);
    if (at !== undefined) samples.push(performance.now() - at);
  });
  const total = WARM_UP_POSTS + seconds * postsPerSecond;
  const startedAt = performance.now();
  for (let number = 0; number < total; number++) {
    const due = startedAt + (number * 1000) / postsPerSecond;
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())));
    const key = `latency ${number}`.padEnd(20, '.');
    sentAt.set(key, performance.now());
    void call(alder, 'POST', `/v1/channels/${channelAtAlder}/posts`, { text: key + FILLER });
  }
  await waitUntil('all events have arrived', async () => samples.length === total);
  events.close();
  const measured = samples.slice(WARM_UP_POSTS);
  return { count: measured.length, p50_ms: percentile(measured, 0.5), p90_ms: percentile(measured, 0.9), p99_ms: percentile(measured, 0.99), max_ms: Math.max(...measured) };
}
