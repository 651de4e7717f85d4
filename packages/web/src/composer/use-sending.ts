import type { Channel } from '@adjoin/client/resources';
import { useRef, useState } from 'react';
import { client } from '../node/client.ts';
import { placePost } from '../posts/post-queries.ts';
import { problemOf } from '../problems/problem-of.ts';
import { queryClient } from '../query-client.ts';
import type { Draft } from './draft-store.ts';
import { drafts } from './drafts.ts';

interface Outgoing {
  channel: Channel;
  inReplyTo: string | undefined;
  tag: string | null;
}

async function send({ text, key }: Draft, { channel, inReplyTo, tag }: Outgoing): Promise<void> {
  const headers: Record<string, string> = { 'idempotency-key': key };
  if (tag && channel.perimeter === 'shared') headers['audience-match'] = tag;
  const body = { text, ...(inReplyTo ? { in_reply_to: inReplyTo } : {}) };
  const params = { path: { id: channel.id } };
  placePost(await client.post('/v1/channels/{id}/posts', { params, headers, body }));
}

interface Sending {
  place: string;
  /** Called with the text that goes back into the box after a failure. */
  onReturned: (text: string) => void;
}

/** Sends drafts one after the other; what fails goes back into the box with its reason. */
export function useSending({ place, onReturned }: Sending) {
  const [waiting, setWaiting] = useState<Draft[]>([]);
  const [error, setError] = useState<unknown>(null);
  const line = useRef<Promise<void>>(Promise.resolve());

  async function attempt(draft: Draft, outgoing: Outgoing): Promise<void> {
    try {
      await send(draft, outgoing);
      drafts.release(place, draft.key);
    } catch (failure) {
      setError(failure);
      onReturned(drafts.restore(place).text);
      if (problemOf(failure).code === 'audience-changed') {
        await queryClient.invalidateQueries({ queryKey: ['audience', outgoing.channel.id] });
      }
    } finally {
      setWaiting((others) => others.filter(({ key }) => key !== draft.key));
    }
  }

  function sendDraft(outgoing: Outgoing): void {
    const draft = drafts.hold(place);
    setError(null);
    setWaiting((others) => [...others, draft]);
    line.current = line.current.then(() => attempt(draft, outgoing));
  }

  return { waiting, error, clearError: () => setError(null), sendDraft };
}
