import assert from 'node:assert/strict';
import type { PartnershipActivity } from '@adjoin/protocol/vocabulary/activities';
import type { NodeContext } from '../../../context.ts';
import type { Tx } from '../../../database/database.ts';
import { appendAudit } from '../../audit/commands.ts';
import { partnerIdOf } from '../../identity/company-id.ts';
import { findNode } from '../../identity/queries.ts';
import { findPartnershipWith } from '../../pairing/queries.ts';
import { applied, oneByOne, type ApplyOutcome, type PartnershipHandlers, type Received } from '../../replication/activity-handler.ts';
import { appendActivities } from '../../replication/own-log.ts';
import { touchAudience } from '../commands/change-members.ts';
import { leaveChannel } from '../commands/leave-channel.ts';
import { addOrganizationDraft, logOf } from '../drafts.ts';
import { countPendingInvitations, findChannelByDid, findChannelNode } from '../queries.ts';
import { judgeAnswer, judgeInvite, judgeUndoInvite, quarantined } from './rules.ts';

type OwnActivities = 'Invite Group' | 'Undo Invite' | 'Accept Invite' | 'Reject Invite';

/** What partners' partnership logs say of sharing channels. */
export function shareHandlers(context: NodeContext): Pick<PartnershipHandlers, OwnActivities> {
  return {
    'Invite Group': oneByOne((tx, received) => fileInvitation(tx, context, received)),
    'Undo Invite': oneByOne((tx, received) => endInvitation(tx, context, received)),
    'Accept Invite': oneByOne((tx, received) => takeAnswer(tx, context, received)),
    'Reject Invite': oneByOne((tx, received) => takeAnswer(tx, context, received)),
  };
}

async function fileInvitation(tx: Tx, context: NodeContext, { activity, origin, receivedAt: at }: Received<PartnershipActivity<'Invite Group'>>): Promise<ApplyOutcome> {
  const { id: channel, name, summary: topic } = activity.object;
  const partnership = await findPartnershipWith(tx.db, origin);
  const verdict = judgeInvite({
    actor: activity.actor, channel, target: activity.target, origin, self: context.identity.did,
    partner: partnership?.state,
    channelState: (await findChannelByDid(tx.db, channel))?.state,
    pending: await countPendingInvitations(tx.db, origin),
  });
  if (verdict === 'ignore') return applied;
  if (verdict !== 'file') return verdict;
  const id = `shar_${context.entropy.uuid()}`;
  const filed = await tx.db
    .insertInto('share_invitations')
    .values({ id, host: origin, channel_did: channel, name, topic, activity: activity.id, state: 'pending', received_at: at, decided_at: null })
    .onConflict((conflict) => conflict.column('activity').doNothing())
    .returning('id')
    .execute();
  if (filed.length === 0) return applied;
  await withdrawPending(tx, { channel, except: id, at });
  await appendAudit(tx, context.feed, [{ at, actor: origin, action: 'share.updated', subject: id, partnerId: partnerIdOf(origin), details: { state: 'pending' } }]);
  return applied;
}

/** Of several invitations into one channel only the newest can be answered. */
async function withdrawPending(tx: Tx, { channel, except, at }: { channel: string; except: string; at: string }): Promise<readonly string[]> {
  const rows = await tx.db
    .updateTable('share_invitations')
    .set({ state: 'withdrawn', decided_at: at })
    .where('channel_did', '=', channel)
    .where('state', '=', 'pending')
    .where('id', '!=', except)
    .returning('id')
    .execute();
  return rows.map((row) => row.id);
}

/** The host withdrew its invitation, or ended our place in its channel. */
async function endInvitation(tx: Tx, context: NodeContext, { activity, origin, receivedAt: at }: Received<PartnershipActivity<'Undo Invite'>>): Promise<ApplyOutcome> {
  const self = context.identity.did;
  const { object: named, target } = activity.object;
  const refusal = judgeUndoInvite({ actor: activity.actor, channel: named, target, origin, self });
  if (refusal) return refusal;
  const about = { at, actor: origin, partnerId: partnerIdOf(origin) };
  const withdrawn = await withdrawPending(tx, { channel: named, except: '', at });
  await appendAudit(tx, context.feed, withdrawn.map((subject) => ({ ...about, action: 'share.updated', subject, details: { state: 'withdrawn' } })));

  const channel = await findChannelByDid(tx.db, named);
  if (channel !== undefined) await leaveChannel(tx, context, { channel, at, actor: origin });
  return applied;
}

/** A partner answers our invitation. Whoever accepts is taken in by the host's own log, which tells all companies. */
async function takeAnswer(tx: Tx, context: NodeContext, { activity, origin, receivedAt: at }: Received<PartnershipActivity<'Accept Invite' | 'Reject Invite'>>): Promise<ApplyOutcome> {
  const { id: invite, object: named } = activity.object;
  const channel = await findChannelByDid(tx.db, named);
  const membership = channel && (await findChannelNode(tx.db, channel.id, origin));
  const verdict = judgeAnswer({ actor: activity.actor, origin, channel, self: context.identity.did, invite, membership });
  if (verdict === 'ignore') return applied;
  if (verdict !== 'take') return verdict;
  assert(channel !== undefined && membership !== undefined && membership.acted_by !== null, 'whoever is invited was invited by somebody');

  const state = activity.type === 'Accept' ? 'active' : 'removed';
  const reason = activity.type === 'Accept' ? '' : activity.summary;
  if (state === 'active') {
    const node = await findNode(tx.db, origin);
    if (node === undefined) return quarantined('unknown-node', 'We hold no document of this company.');
    const draft = addOrganizationDraft({ actor: membership.acted_by, at }, channel, { did: origin, document: node.document });
    await appendActivities(tx, context, { name: logOf(channel), drafts: [draft] });
    await touchAudience(tx, channel.id);
  }
  await tx.db.updateTable('channel_nodes').set({ state, reason, changed_at: at }).where('channel_id', '=', channel.id).where('node', '=', origin).execute();
  const details = { state: activity.type === 'Accept' ? 'accepted' : 'rejected' };
  await appendAudit(tx, context.feed, [{ at, actor: origin, action: 'share.updated', subject: channel.id, channelId: channel.id, partnerId: partnerIdOf(origin), details }]);
  tx.afterCommit(context.delivery.wake);
  return applied;
}
