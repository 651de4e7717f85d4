import { localUuid } from '@adjoin/protocol/identifiers/ids';
import type { Selectable } from 'kysely';
import type { NodeContext } from '../../../context.ts';
import type { Tx } from '../../../database/database.ts';
import { instantOf } from '../../../ports/clock.ts';
import { appendAudit } from '../../audit/commands.ts';
import { partnerIdOf } from '../../identity/company-id.ts';
import { findPartnershipWith } from '../../pairing/queries.ts';
import { appendActivities } from '../../replication/own-log.ts';
import type { Actor, Channel } from '../access.ts';
import { acceptInviteDraft } from '../drafts.ts';
import { countChannels, findChannel, findShareInvitation, listMembersOf } from '../queries.ts';
import { checkAnswer, checkChannelQuota } from '../rules.ts';
import type { ChannelTables } from '../tables.ts';
import { addMembers } from './add-members.ts';
import { dismissPeople } from './change-members.ts';

type Invitation = Selectable<ChannelTables['share_invitations']>;

/**
 * Accepts a partner's invitation and chooses who of our people is in. The channel is `joining` until the host's own log
 * says that we are in; only then are our people announced.
 * @throws Problem 403 `admin-only`, 404, 409 `already-decided` or `partner-not-active`, 422 `unknown-people` or a quota
 */
export async function acceptShare(tx: Tx, context: NodeContext, { actor, invitationId, memberIds }: { actor: Actor; invitationId: string; memberIds: readonly string[] }): Promise<Channel> {
  const invitation = await findAnswerable(tx, actor, invitationId);
  const at = instantOf(context.clock.now());
  const channel = await openJoinedChannel(tx, context, { invitation, at });
  await placeNodes(tx, { channel, invitation, at, self: context.identity.did, actorDid: actor.did });

  const former = await listMembersOf(tx.db, channel.id, context.identity.did);
  const unchosen = former.filter((member) => !memberIds.includes(member.person_id));
  await dismissPeople(tx, context, { channel, members: unchosen, actor });
  await addMembers(tx, context, { actor, channel, personIds: memberIds, field: 'member_ids' });

  await tx.db.updateTable('share_invitations').set({ state: 'accepted', decided_at: at }).where('id', '=', invitation.id).execute();
  await appendActivities(tx, context, { name: { kind: 'partnership', partner: invitation.host }, drafts: [acceptInviteDraft({ actor: actor.did, at }, invitation)] });
  const about = { at, actor: actor.id, channelId: channel.id, partnerId: partnerIdOf(invitation.host) };
  await appendAudit(tx, context.feed, [
    { ...about, action: 'share.updated', subject: invitation.id, details: { state: 'accepted' } },
    { ...about, action: 'channel.created', subject: channel.id, details: { perimeter: 'shared' } },
  ]);
  return (await findChannel(tx.db, channel.id)) ?? channel;
}

/** The invitation, if this person may answer it now. @throws Problem 403, 404 or 409 */
export async function findAnswerable(tx: Tx, actor: Actor, invitationId: string): Promise<Invitation> {
  const invitation = await findShareInvitation(tx.db, invitationId);
  const partnership = invitation && (await findPartnershipWith(tx.db, invitation.host));
  checkAnswer({ role: actor.role, invitation, partner: partnership?.state });
  return invitation as Invitation;
}

/** A company that was in before, and is invited anew, finds its copy where it left it. */
async function openJoinedChannel(tx: Tx, context: NodeContext, { invitation, at }: { invitation: Invitation; at: string }): Promise<Channel> {
  const { host, channel_did: did, name, topic } = invitation;
  const id = `chan_${localUuid(did, context.identity.did)}`;
  const known = await findChannel(tx.db, id);
  if (known !== undefined) {
    await tx.db.updateTable('channels').set({ name, topic, state: 'joining' }).where('id', '=', id).execute();
    return { ...known, name, topic, state: 'joining' };
  }
  checkChannelQuota(await countChannels(tx.db));
  const channel: Channel = { id, did, host, name, topic, perimeter: 'shared', state: 'joining', audience_version: 1, created_at: at };
  await tx.db.insertInto('channels').values(channel).execute();
  return channel;
}

/** The host is in its own channel by its nature; we are in once it says so. */
async function placeNodes(tx: Tx, { channel, invitation, at, self, actorDid }: { channel: Channel; invitation: Invitation; at: string; self: string; actorDid: string }): Promise<void> {
  const placed = { channel_id: channel.id, reason: '', changed_at: at };
  const rows = [
    { ...placed, node: channel.host, state: 'active' as const, invite: null, acted_by: null },
    { ...placed, node: self, state: 'invited' as const, invite: invitation.activity, acted_by: actorDid },
  ];
  await tx.db
    .insertInto('channel_nodes')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['channel_id', 'node']).doUpdateSet((e) => ({
        state: e.ref('excluded.state'), invite: e.ref('excluded.invite'), acted_by: e.ref('excluded.acted_by'), reason: '', changed_at: at,
      })),
    )
    .execute();
}
