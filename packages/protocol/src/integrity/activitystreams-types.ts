// ActivityStreams 2.0 Vocabulary §3: actors, activities, objects. Readers elsewhere throw on a top-level type they
// do not know, so what we export is one of these; our own members live inside its object.
const ACTORS = ['Application', 'Group', 'Organization', 'Person', 'Service'];
const ACTIVITIES = [
  'Accept', 'Add', 'Announce', 'Arrive', 'Block', 'Create', 'Delete', 'Dislike', 'Flag', 'Follow', 'Ignore', 'Invite',
  'Join', 'Leave', 'Like', 'Listen', 'Move', 'Offer', 'Question', 'Read', 'Reject', 'Remove', 'TentativeAccept',
  'TentativeReject', 'Travel', 'Undo', 'Update', 'View',
];
const OBJECTS = [
  'Article', 'Audio', 'Collection', 'CollectionPage', 'Document', 'Event', 'Image', 'Note', 'OrderedCollection',
  'OrderedCollectionPage', 'Page', 'Place', 'Profile', 'Relationship', 'Tombstone', 'Video',
];

const TYPES: ReadonlySet<unknown> = new Set([...ACTORS, ...ACTIVITIES, ...OBJECTS]);

/** Whether a document's `type` is one that ActivityStreams 2.0 defines. */
export function isActivityStreamsType(type: unknown): boolean {
  return TYPES.has(type);
}
