import type { ChannelActivity, ChannelActivityName, PartnershipActivity, PartnershipActivityName } from '@adjoin/protocol/vocabulary/activities';
import type { Tx } from '../../database/database.ts';

/** An activity of a partner, verified and stored, on its way to the slice that gives it effect. */
export type Received<A> = {
  readonly activity: A;
  /** The node whose log this is. Everything the activity may speak for lies under this DID. */
  readonly origin: string;
  /** The channel's id (`chan_…`), or the partner's DID for a partnership log. */
  readonly subject: string;
  /** Our number of the log, and the entry's position in it. */
  readonly log: number;
  readonly seq: number;
  /** When this node stored the entry, RFC 3339. */
  readonly receivedAt: string;
};

/**
 * What became of an activity. `pending`: what it depends on is not here yet, it is tried again when that arrives.
 * `quarantined`: it will never apply; the administrator sees it. Neither holds up what follows (DESIGN §6).
 */
export type ApplyOutcome =
  | { readonly status: 'applied' }
  | { readonly status: 'quarantined'; readonly code: string; readonly detail: string }
  /** `waitsFor`: the member of the activity that names what is missing. */
  | { readonly status: 'pending'; readonly waitsFor: 'actor' | 'object' | 'inReplyTo'; readonly code: string; readonly detail: string };

export const applied: ApplyOutcome = { status: 'applied' };

/**
 * Gives consecutive activities of one kind and log their effect, in order; one outcome each. Runs in a transaction that
 * is shared with the storing of the entries. Throwing undoes the whole run, which is then tried one by one.
 */
export type ActivityHandler<A> = (tx: Tx, received: readonly Received<A>[]) => Promise<readonly ApplyOutcome[]>;

export type ChannelHandlers = { readonly [N in ChannelActivityName]: ActivityHandler<ChannelActivity<N>> };
export type PartnershipHandlers = { readonly [N in PartnershipActivityName]: ActivityHandler<PartnershipActivity<N>> };

/** Makes a handler of a function for one activity. */
export function oneByOne<A>(handle: (tx: Tx, received: Received<A>) => Promise<ApplyOutcome>): ActivityHandler<A> {
  return async (tx, all) => {
    const outcomes: ApplyOutcome[] = [];
    for (const received of all) outcomes.push(await handle(tx, received));
    return outcomes;
  };
}
