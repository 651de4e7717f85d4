import * as z from 'zod';
import { instantText } from '../log/header.ts';
import { pairingUrn } from '../pairing/pairing-id.ts';
import { ACTIVITY_STREAMS, channelId, editedNote, group, nodeId, note, objectId, organization, person, personId, tombstone } from './objects.ts';
import { emojiText, topicText } from './text.ts';

/** Longest text of one payload, in UTF-8 bytes (rule LOG-14). */
export const MAX_PAYLOAD_BYTES = 131_072;

const common = {
  '@context': z.literal(ACTIVITY_STREAMS),
  id: z.string(),
  actor: personId,
  published: instantText,
};

const like = z.strictObject({ type: z.literal('Like'), object: objectId, content: emojiText });

/** Activities of a channel's logs that any member node may write, about its own people and objects (rule CHN-4). */
export const createNote = z.strictObject({ ...common, type: z.literal('Create'), object: note });
export const updateNote = z.strictObject({ ...common, type: z.literal('Update'), object: editedNote });
export const deleteNote = z.strictObject({ ...common, type: z.literal('Delete'), object: tombstone });
export const likeObject = z.strictObject({ ...common, type: z.literal('Like'), object: objectId, content: emojiText });
export const undoLike = z.strictObject({ ...common, type: z.literal('Undo'), object: like });
export const addPerson = z.strictObject({ ...common, type: z.literal('Add'), object: person, target: channelId });
export const removePerson = z.strictObject({
  ...common,
  type: z.literal('Remove'),
  object: z.strictObject({ id: personId, type: z.literal('Person') }),
  target: channelId,
});

/** Activities that only the host's log may hold (rule CHN-5). */
export const createGroup = z.strictObject({ ...common, type: z.literal('Create'), object: group });
export const updateGroup = z.strictObject({ ...common, type: z.literal('Update'), object: group });
export const addOrganization = z.strictObject({ ...common, type: z.literal('Add'), object: organization, target: channelId });
export const removeOrganization = z.strictObject({
  ...common,
  type: z.literal('Remove'),
  object: z.strictObject({ id: nodeId, type: z.literal('Organization') }),
  target: channelId,
});

/** Activities of a partnership log (rules PAIR-8 … PAIR-11, CHN-2, CHN-3, CHN-7). */
export const acceptPairing = z.strictObject({
  ...common,
  type: z.literal('Accept'),
  object: z.strictObject({ type: z.literal('Offer'), actor: nodeId, target: nodeId }),
  instrument: pairingUrn,
});
export const inviteToChannel = z.strictObject({
  ...common,
  type: z.literal('Invite'),
  object: group,
  target: nodeId,
  history: z.literal('full'),
});
/** Withdraws an invitation, or ends the place in the channel that it led to: the node is told in its own partnership log. */
export const undoInvite = z.strictObject({
  ...common,
  type: z.literal('Undo'),
  object: z.strictObject({ type: z.literal('Invite'), object: channelId, target: nodeId }),
});
const answeredInvite = z.strictObject({ type: z.literal('Invite'), id: z.string(), object: channelId });
export const acceptInvite = z.strictObject({ ...common, type: z.literal('Accept'), object: answeredInvite });
/** `summary` is the administrator's reason, which may be empty. */
export const rejectInvite = z.strictObject({ ...common, type: z.literal('Reject'), object: answeredInvite, summary: topicText });
export const updateOrganization = z.strictObject({ ...common, type: z.literal('Update'), object: organization });
export const leavePartnership = z.strictObject({
  ...common,
  type: z.literal('Leave'),
  object: z.strictObject({ type: z.literal('Relationship'), subject: nodeId, object: nodeId }),
  instrument: pairingUrn,
});

/** What a channel's log may hold, by `activity type` + ` ` + `object type` (rule VOC-2). */
export const channelActivities = {
  'Create Note': createNote,
  'Update Note': updateNote,
  'Delete Tombstone': deleteNote,
  'Like Object': likeObject,
  'Undo Like': undoLike,
  'Add Person': addPerson,
  'Add Service': addPerson,
  'Remove Person': removePerson,
  'Create Group': createGroup,
  'Update Group': updateGroup,
  'Add Organization': addOrganization,
  'Remove Organization': removeOrganization,
} as const;

/** What a partnership log may hold. */
export const partnershipActivities = {
  'Accept Offer': acceptPairing,
  'Invite Group': inviteToChannel,
  'Undo Invite': undoInvite,
  'Accept Invite': acceptInvite,
  'Reject Invite': rejectInvite,
  'Update Organization': updateOrganization,
  'Leave Relationship': leavePartnership,
} as const;

export type ChannelActivityName = keyof typeof channelActivities;
export type PartnershipActivityName = keyof typeof partnershipActivities;
export type ChannelActivity<N extends ChannelActivityName> = z.infer<(typeof channelActivities)[N]>;
export type PartnershipActivity<N extends PartnershipActivityName> = z.infer<(typeof partnershipActivities)[N]>;

const shape = z.looseObject({
  type: z.string(),
  object: z.union([z.string(), z.looseObject({ type: z.string().optional() })]),
});

/** The name under which an activity is filed in the tables above; `Object` where its object is a bare id. */
export function activityName(payload: unknown): string | undefined {
  const parsed = shape.safeParse(payload);
  if (!parsed.success) return undefined;
  const { type, object } = parsed.data;
  return `${type} ${typeof object === 'string' ? 'Object' : (object.type ?? 'Object')}`;
}
