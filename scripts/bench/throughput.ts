import { call, type Company } from '../../tests/world/two-companies.ts';
import { waitUntil } from '../../tests/world/wait-until.ts';

const POSTS_PER_REQUEST = 20;
const REQUESTS_IN_FLIGHT = 8;
const POST_BYTES = 300;
const SETTLE_DEADLINE_MS = 300_000;

export type Throughput = { readonly posts: number; readonly posts_per_s: number; readonly accepted_posts_per_s: number };

function textOf(number: number): string {
  const words = 'the pump of line two lost pressure again after the change of the filter and we need the drawing of the valve before friday so that the '.repeat(3);
  return `${number} ${words}`.slice(0, POST_BYTES);
}

async function postAll(sender: Company, channelId: string, posts: number): Promise<void> {
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < posts) {
      const size = Math.min(POSTS_PER_REQUEST, posts - next);
      const first = next;
      next += size;
      const batch = Array.from({ length: size }, (_, index) => ({ text: textOf(first + index) }));
      await call(sender, 'POST', `/v1/channels/${channelId}/post_batches`, { posts: batch });
    }
  };
  await Promise.all(Array.from({ length: REQUESTS_IN_FLIGHT }, worker));
}

/** From the first REST POST at Alder to everything stored, indexed and receipted at Birch. */
export async function measureThroughput({ alder, birch, channelAtAlder, posts }: { alder: Company; birch: Company; channelAtAlder: string; posts: number }): Promise<Throughput> {
  const startedAt = performance.now();
  await postAll(alder, channelAtAlder, posts);
  const acceptedAt = performance.now();
  await waitUntil(
    'everything is receipted and indexed',
    async () => {
      const [sender, receiver] = await Promise.all([call(alder, 'GET', '/v1/status'), call(birch, 'GET', '/v1/status')]);
      const queued = sender.partners.reduce((sum: number, partner: { queued_entries: number }) => sum + partner.queued_entries, 0);
      return queued === 0 && sender.search.behind === 0 && receiver.search.behind === 0;
    },
    SETTLE_DEADLINE_MS,
  );
  const endedAt = performance.now();
  return { posts, posts_per_s: posts / ((endedAt - startedAt) / 1000), accepted_posts_per_s: posts / ((acceptedAt - startedAt) / 1000) };
}
