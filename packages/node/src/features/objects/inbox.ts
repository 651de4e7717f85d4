import type { NodeContext } from '../../context.ts';
import type { ChannelHandlers } from '../replication/activity-handler.ts';
import { createNotes } from './inbox/create-notes.ts';
import { deleteObjects } from './inbox/delete-objects.ts';
import { likeObjects, undoLikes } from './inbox/reactions.ts';
import { updateNotes } from './inbox/update-notes.ts';

/** What other companies may do with objects in the channels that we share with them. */
export function objectHandlers(
  context: NodeContext,
): Pick<ChannelHandlers, 'Create Note' | 'Update Note' | 'Delete Tombstone' | 'Like Object' | 'Undo Like'> {
  return {
    'Create Note': (tx, received) => createNotes(tx, context, received),
    'Update Note': (tx, received) => updateNotes(tx, context, received),
    'Delete Tombstone': (tx, received) => deleteObjects(tx, context, received),
    'Like Object': (tx, received) => likeObjects(tx, context, received),
    'Undo Like': (tx, received) => undoLikes(tx, context, received),
  };
}
