import { styleText } from 'node:util';
import type { Client } from '@adjoin/client/client';
import type { Post } from '@adjoin/client/resources';
import { localTime } from '../terminal/times.ts';
import { visible } from '../terminal/visible.ts';
import { quote } from './render-post.ts';

/** Posts of ours that are remembered as not arrived yet; those before are told of no more. */
const MAX_WATCHED = 1_000;

export type Arrival = { readonly post_id: string; readonly partner_id: string; readonly held_since: string; readonly inWords: string };

/** Remembers which printed posts have not arrived at which partner. */
export type DeliveryWatch = {
  readonly add: (post: Post) => void;
  /** Asks what has arrived at a partner since. */
  readonly check: (partnerId: string) => Promise<Arrival[]>;
};

type Queued = { readonly post: Post; readonly partnerId: string };

export function createDeliveryWatch(client: Client): DeliveryWatch {
  let queued: Queued[] = [];

  /** Partners receive our posts in the order in which they were written: the first that is not there ends the search. */
  async function arrivalsAt(partnerId: string): Promise<Arrival[]> {
    const arrivals: Arrival[] = [];
    for (const { post } of queued.filter((one) => one.partnerId === partnerId)) {
      const { data } = await client.get('/v1/posts/{id}/deliveries', { params: { path: { id: post.id } } });
      const delivery = data.find(({ partner_id }) => partner_id === partnerId);
      if (delivery?.held_since === null || delivery?.held_since === undefined) break;
      const inWords = styleText('dim', `    ✓ ${visible(delivery.partner_name)} holds ${quote(post)} since ${localTime(delivery.held_since)}`);
      arrivals.push({ post_id: post.id, partner_id: partnerId, held_since: delivery.held_since, inWords });
    }
    return arrivals;
  }

  return {
    add: (post) => {
      for (const { state, partner_id: partnerId } of post.deliveries) if (state === 'queued') queued.push({ post, partnerId });
      queued = queued.slice(-MAX_WATCHED);
    },
    check: async (partnerId) => {
      const arrivals = await arrivalsAt(partnerId);
      const arrived = new Set(arrivals.map(({ post_id }) => post_id));
      queued = queued.filter((one) => one.partnerId !== partnerId || !arrived.has(one.post.id));
      return arrivals;
    },
  };
}
