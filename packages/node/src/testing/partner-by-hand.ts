import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { didKeyOf, encodeMultikey } from '@adjoin/protocol/identifiers/did-key';
import { activityId, channelLogId, partnershipLogId, personDid } from '@adjoin/protocol/identifiers/ids';
import { signNodeDocument } from '@adjoin/protocol/pairing/node-document';
import { keyPairFromSeed, rawPublicKey, thumbprint } from '@adjoin/protocol/signatures/ed25519';
import { activityName, channelActivities, partnershipActivities } from '@adjoin/protocol/vocabulary/activities';
import { ACTIVITY_STREAMS } from '@adjoin/protocol/vocabulary/objects';
import type { ZodType } from 'zod';
import { systemEntropy } from '../adapters/system-entropy.ts';
import type { NodeContext } from '../context.ts';
import { partnerIdOf } from '../features/identity/company-id.ts';
import { rememberNode } from '../features/identity/commands.ts';
import type { PairingTables } from '../features/pairing/tables.ts';
import type { ActivityHandler, ApplyOutcome } from '../features/replication/activity-handler.ts';

const AT = '2026-11-23T13:00:00.000Z';

export type HandWritten = { readonly type: string; readonly actor?: string } & Readonly<Record<string, unknown>>;
type Handlers = Readonly<Record<string, ActivityHandler<never>>>;
/** The log that an activity stands in: that of a channel, as filed here, or the one between the partner and us. */
export type HandLog = { readonly channel: { readonly id: string; readonly did: string } } | 'partnership';

/** A company whose logs a test writes by hand, as a node that errs or lies would. */
export type PartnerByHand = {
  readonly did: string;
  /** `part_…` */
  readonly id: string;
  readonly document: string;
  readonly newPerson: () => string;
  /** Makes it a partner of the node, or changes the state of the partnership. */
  readonly pair: (state: PairingTables['partnerships']['state']) => Promise<void>;
  /** Gives consecutive activities of one kind to the node's handler, each valid by the protocol; answers with the outcomes. */
  readonly say: (log: HandLog, ...activities: readonly HandWritten[]) => Promise<readonly ApplyOutcome[]>;
  /** The id that the next activity will have. */
  readonly nextId: (log: HandLog) => string;
};

export function createPartnerByHand(context: NodeContext, handlers: { channel: Handlers; partnership: Handlers }, name = 'Birch'): PartnerByHand {
  const { did, document, jws } = makeDocument(name);
  const newPerson = (): string => personDid(did, systemEntropy.uuid());
  const someone = newPerson();
  const lengths = new Map<string, number>();
  const logIdOf = (log: HandLog): string =>
    log === 'partnership'
      ? partnershipLogId({ origin: did, partner: context.identity.did, epoch: 0 })
      : channelLogId({ origin: did, channel: log.channel.did, epoch: 0 });
  const nextId = (log: HandLog): string => activityId(logIdOf(log), (lengths.get(logIdOf(log)) ?? 0) + 1);

  async function say(log: HandLog, ...activities: readonly HandWritten[]): Promise<readonly ApplyOutcome[]> {
    const schemas: Readonly<Record<string, ZodType>> = log === 'partnership' ? partnershipActivities : channelActivities;
    const written = activities.map((members) => {
      const activity = { '@context': ACTIVITY_STREAMS, id: nextId(log), actor: someone, published: AT, ...members };
      const seq = (lengths.get(logIdOf(log)) ?? 0) + 1;
      lengths.set(logIdOf(log), seq);
      const kind = activityName(activity) ?? '';
      const subject = log === 'partnership' ? did : log.channel.id;
      return { kind, received: { activity: schemas[kind]?.parse(activity), origin: did, subject, log: 0, seq, receivedAt: AT } };
    });
    const kinds = new Set(written.map(({ kind }) => kind));
    assert.equal(kinds.size, 1, 'a handler gets activities of one kind');
    const handle = (log === 'partnership' ? handlers.partnership : handlers.channel)[written[0]?.kind ?? ''] as ActivityHandler<unknown>;
    return context.database.write((tx) => handle(tx, written.map(({ received }) => received)));
  }

  const pair = (state: PairingTables['partnerships']['state']): Promise<void> =>
    context.database.write(async (tx) => {
      await rememberNode(tx, { document, jws, now: AT });
      await tx.db
        .insertInto('partnerships')
        .values({
          id: partnerIdOf(did), node: did, state, reason: '', is_inviter: 1, inviter_nonce: '', invitee_nonce: '', confirm_positions: '[1,2]', confirm_tries: 0,
          address_url: `https://${name.toLowerCase()}.example`, address_pin: null, accepted_host: `${name.toLowerCase()}.example`, announced_version: 1,
          confirmed_by_us_at: AT, confirmed_by_partner_at: AT, created_at: AT, changed_at: AT,
        })
        .onConflict((conflict) => conflict.column('node').doUpdateSet({ state }))
        .execute();
      await context.partners.mirror(tx, did);
    });

  return { did, id: partnerIdOf(did), document: jws, newPerson, pair, say, nextId };
}

function makeDocument(name: string) {
  const [identity, operational] = [keyPairFromSeed(randomBytes(32)), keyPairFromSeed(randomBytes(32))];
  const did = didKeyOf(identity.publicKey);
  const key = { id: `${did}#${thumbprint(operational.publicKey)}`, publicKeyMultibase: encodeMultikey(rawPublicKey(operational.publicKey)), status: 'active' as const };
  const document = { id: did, name, version: 1, updated: AT, addresses: [{ url: `https://${name.toLowerCase()}.example` }], keys: [key] };
  return { did, document, jws: signNodeDocument(document, identity.privateKey) };
}
