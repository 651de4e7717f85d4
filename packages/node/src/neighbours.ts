import type { LogName } from '@adjoin/protocol/identifiers/ids';
import type { NodeContext } from './context.ts';
import type { Read } from './database/database.ts';
import { admitChannelLog, channelSubject } from './features/channels/admission.ts';
import { channelHandlers } from './features/channels/inbox/channel-log.ts';
import { shareHandlers } from './features/channels/inbox/partnership-log.ts';
import { objectHandlers } from './features/objects/inbox.ts';
import { pairingHandlers } from './features/pairing/inbox.ts';
import type { Admission, Neighbours, Partner } from './features/replication/neighbours.ts';

/** A partnership log is stored only where it is the signing partner's own, with us. */
function admitPartnershipLog({ origin, partner: addressee }: Extract<LogName, { kind: 'partnership' }>, { partner, self }: { partner: Partner; self: string }): Admission {
  const isBetweenUs = (origin === partner.did && addressee === self) || (origin === self && addressee === partner.did);
  return isBetweenUs ? { status: 'admitted', subject: partner.did } : { status: 'refused', code: 'not-found' };
}

/** Answers what replication asks of the slices to its right. */
export function neighboursOf(context: NodeContext): Neighbours {
  const self = context.identity.did;
  return {
    partners: context.partners,
    subjectOf: (db: Read, { kind, subject }) => (kind === 'channel' ? channelSubject(db, subject) : Promise.resolve({ kind, partner: subject })),
    admit: async (db, log, partner) => {
      // Later epochs begin with a restore, of which this version knows nothing; without it they are a name for any number of logs.
      if (log.epoch !== 0) return { status: 'refused', code: 'not-found' };
      return log.kind === 'channel' ? admitChannelLog(db, log, { partner: partner.did, self }) : admitPartnershipLog(log, { partner, self });
    },
    channelHandlers: { ...channelHandlers(context), ...objectHandlers(context) },
    partnershipHandlers: { ...pairingHandlers(context), ...shareHandlers(context) },
  };
}
