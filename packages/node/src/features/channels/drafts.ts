import type { Selectable } from 'kysely';
import type { ActivityDraft, OwnLogName } from '../replication/own-log.ts';
import type { ChannelTables } from './tables.ts';

type Act = { readonly actor: string; readonly at: string };
type ChannelName = Pick<Selectable<ChannelTables['channels']>, 'did' | 'name' | 'topic'>;
type PersonName = { readonly did: string; readonly kind: 'Person' | 'Service'; readonly name: string };

/** The activities that tell other companies of a channel: allow-lists, nothing of a row goes out by default (THREATS 10). */
function channelDraft({ actor, at }: Act, type: string, members: Readonly<Record<string, unknown>>): ActivityDraft {
  return { kind: 'channel', actor, published: at, type, members };
}

function partnershipDraft({ actor, at }: Act, type: string, members: Readonly<Record<string, unknown>>): ActivityDraft {
  return { kind: 'partnership', actor, published: at, type, members };
}

function groupOf({ did, name, topic }: ChannelName) {
  return { id: did, type: 'Group', name, summary: topic };
}

export function createGroupDraft(act: Act, channel: ChannelName): ActivityDraft {
  return channelDraft(act, 'Create', { object: groupOf(channel) });
}

export function updateGroupDraft(act: Act, channel: ChannelName): ActivityDraft {
  return channelDraft(act, 'Update', { object: groupOf(channel) });
}

export function addPersonDraft(act: Act, channel: ChannelName, { did, kind, name }: PersonName): ActivityDraft {
  return channelDraft(act, 'Add', { object: { id: did, type: kind, name }, target: channel.did });
}

export function removePersonDraft(act: Act, channel: ChannelName, person: { did: string }): ActivityDraft {
  return channelDraft(act, 'Remove', { object: { id: person.did, type: 'Person' }, target: channel.did });
}

export function addOrganizationDraft(act: Act, channel: ChannelName, node: { did: string; document: string }): ActivityDraft {
  return channelDraft(act, 'Add', { object: { id: node.did, type: 'Organization', document: node.document }, target: channel.did });
}

export function removeOrganizationDraft(act: Act, channel: ChannelName, node: string): ActivityDraft {
  return channelDraft(act, 'Remove', { object: { id: node, type: 'Organization' }, target: channel.did });
}

export function inviteDraft(act: Act, channel: ChannelName, node: string): ActivityDraft {
  return partnershipDraft(act, 'Invite', { object: groupOf(channel), target: node, history: 'full' });
}

export function undoInviteDraft(act: Act, channel: ChannelName, node: string): ActivityDraft {
  return partnershipDraft(act, 'Undo', { object: { type: 'Invite', object: channel.did, target: node } });
}

type AnsweredInvite = { readonly activity: string; readonly channel_did: string };

export function acceptInviteDraft(act: Act, { activity, channel_did }: AnsweredInvite): ActivityDraft {
  return partnershipDraft(act, 'Accept', { object: { type: 'Invite', id: activity, object: channel_did } });
}

export function rejectInviteDraft(act: Act, { activity, channel_did }: AnsweredInvite, reason: string): ActivityDraft {
  return partnershipDraft(act, 'Reject', { object: { type: 'Invite', id: activity, object: channel_did }, summary: reason });
}

/** Our own log of a channel. */
export function logOf(channel: { readonly id: string; readonly did: string }): OwnLogName {
  return { kind: 'channel', channelId: channel.id, channelDid: channel.did };
}
