import * as z from 'zod';
import { channelIdPattern, nodeIdPattern, objectIdPattern, personIdPattern } from '../identifiers/ids.ts';
import { instantText } from '../log/header.ts';
import { nameText, postText, topicText } from './text.ts';

/** The only JSON-LD context of a log's activities. Contexts are fixed strings; nothing is ever expanded (rule VOC-1). */
export const ACTIVITY_STREAMS = 'https://www.w3.org/ns/activitystreams';
export const DATA_INTEGRITY = 'https://w3id.org/security/data-integrity/v2';
export const MARKDOWN = 'text/markdown';

/** Longest compact JWS accepted inside an activity. */
export const MAX_JWS_LENGTH = 16_384;

export const nodeId = z.string().regex(nodeIdPattern);
export const personId = z.string().regex(personIdPattern);
export const objectId = z.string().regex(objectIdPattern);
export const channelId = z.string().regex(channelIdPattern);
export const jwsText = z.string().max(MAX_JWS_LENGTH).regex(/^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/);

/** A post or reply (rule OBJ-1). `content` is Markdown source; no node ever sends HTML. */
export const note = z.strictObject({
  id: objectId,
  type: z.literal('Note'),
  attributedTo: personId,
  content: postText,
  mediaType: z.literal(MARKDOWN),
  context: channelId,
  published: instantText,
  inReplyTo: objectId.optional(),
});
export type Note = z.infer<typeof note>;

/** The new text of a note; everything else of it is immutable (rule OBJ-5). */
export const editedNote = z.strictObject({
  id: objectId,
  type: z.literal('Note'),
  content: postText,
  mediaType: z.literal(MARKDOWN),
  updated: instantText,
});

export const tombstone = z.strictObject({ id: objectId, type: z.literal('Tombstone'), deleted: instantText });

/** All that one company tells another about a person (rule PER-2): an allow-list, not a filter. */
export const person = z.strictObject({ id: personId, type: z.enum(['Person', 'Service']), name: nameText });

/** What the host says about a channel. */
export const group = z.strictObject({ id: channelId, type: z.literal('Group'), name: nameText, summary: topicText });
export type Group = z.infer<typeof group>;

/** A company, vouched for by its own signed node document. */
export const organization = z.strictObject({ id: nodeId, type: z.literal('Organization'), document: jwsText });
