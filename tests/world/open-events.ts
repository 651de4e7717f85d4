import type { Company } from './two-companies.ts';

export type SeenEvent = { readonly id: string; readonly type: string; readonly data: unknown };

/** Reads a person's event stream over HTTPS; `onEvent` is called for each event as it arrives. */
export async function openEvents(company: Company, onEvent: (event: SeenEvent) => void, lastEventId?: string): Promise<{ close: () => void; ended: Promise<void> }> {
  const stop = new AbortController();
  const answer = await company.process.api.pool.request({
    method: 'GET',
    path: '/v1/events',
    headers: { authorization: `Bearer ${company.token}`, ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }) },
    signal: stop.signal,
    bodyTimeout: 0,
  });
  if (answer.statusCode !== 200) throw new Error(`GET /v1/events answered ${answer.statusCode}`);
  const read = async (): Promise<void> => {
    let buffered = '';
    for await (const chunk of answer.body) {
      buffered += String(chunk);
      for (let end = buffered.indexOf('\n\n'); end !== -1; end = buffered.indexOf('\n\n')) {
        const event = parseEvent(buffered.slice(0, end));
        buffered = buffered.slice(end + 2);
        if (event) onEvent(event);
      }
    }
  };
  const ended = read().catch((error: unknown) => {
    if (!stop.signal.aborted) throw error;
  });
  return { close: () => stop.abort(), ended };
}

function parseEvent(block: string): SeenEvent | undefined {
  const field = (name: string): string | undefined => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1];
  const data = field('data');
  return data === undefined ? undefined : { id: field('id') ?? '', type: field('event') ?? 'message', data: JSON.parse(data) };
}
