import type { NodeContext } from '../../context.ts';
import { audienceOf } from './audience.ts';
import type { Neighbours, Partner } from './neighbours.ts';
import { PartnerSender, type SenderStatus } from './partner-sender.ts';

export type Delivery = {
  /** Looks at every partner again: at start, and after changes that may concern any of them. */
  readonly wake: () => void;
  /** New entries in our log of this channel or partnership. */
  readonly wakeFor: (log: { kind: 'channel' | 'partnership'; subject: string }) => void;
  /** An authenticated request came from this partner: it is there, so try it now (rule REP-10). */
  readonly contact: (did: string) => void;
  /** The partner holds things of its own that we lack. */
  readonly pull: (did: string, logs: readonly string[]) => void;
  readonly statusOf: (did: string) => SenderStatus | undefined;
  readonly close: () => Promise<void>;
};

/**
 * Delivery to all partners: one sender each, so that a dead or slow one holds up nobody else (promise 6). `home` is asked
 * only once the node is wired: what it needs of the node needs delivery in turn.
 */
export function createDelivery(home: () => { readonly context: NodeContext; readonly neighbours: Neighbours }): Delivery {
  const senders = new Map<string, PartnerSender>();
  let closed = false;

  function senderFor(partner: Partner): PartnerSender {
    const known = senders.get(partner.did);
    if (known) return known;
    const made = new PartnerSender(home().context, { did: partner.did, neighbours: home().neighbours });
    senders.set(partner.did, made);
    return made;
  }

  function wakePartners(dids: readonly string[]): void {
    if (closed) return;
    for (const did of dids) {
      const partner = home().neighbours.partners.find(did);
      if (partner) senderFor(partner).wake();
    }
  }

  return {
    wake: () => wakePartners(home().neighbours.partners.all().map(({ did }) => did)),
    wakeFor: (log) => {
      const { context, neighbours } = home();
      audienceOf(context.database.read, { log, neighbours, self: context.identity.did }).then(wakePartners, (error: unknown) => {
        context.logger.error({ name: (error as Error).name }, 'audience could not be read; delivery waits for the next change');
      });
    },
    contact: (did) => senders.get(did)?.contact(),
    pull: (did, logs) => {
      const partner = home().neighbours.partners.find(did);
      if (partner && !closed) senderFor(partner).pull(logs);
    },
    statusOf: (did) => senders.get(did)?.status(),
    close: async () => {
      closed = true;
      await Promise.all([...senders.values()].map((sender) => sender.close()));
    },
  };
}
