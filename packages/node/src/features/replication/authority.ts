import { ownerOf } from '@adjoin/protocol/identifiers/ids';
import * as z from 'zod';
import { actorMismatch, notFoundHere, originMismatch } from './problems.ts';

const claims = z.looseObject({
  id: z.unknown().optional(),
  actor: z.unknown().optional(),
  type: z.unknown().optional(),
  object: z.unknown().optional(),
  target: z.unknown().optional(),
});

type ObjectTypes = Readonly<Record<string, readonly string[]>>;

/** Activities that make, change or open their object, which must therefore be the origin's own. */
const ownObject: ObjectTypes = {
  Create: ['Note', 'Group'],
  Update: ['Note', 'Group', 'Organization'],
  Delete: ['Tombstone'],
  Add: ['Person', 'Service'],
  Remove: ['Person'],
};

/** Activities that decide who is in a channel, which must therefore be the origin's own. */
const ownTarget: ObjectTypes = { Add: ['Organization'], Remove: ['Organization'] };

function isListed(types: ObjectTypes, activity: string, object: unknown): boolean {
  return typeof object === 'string' && Object.hasOwn(types, activity) && types[activity]?.includes(object) === true;
}

function under(origin: string, id: unknown): boolean {
  return typeof id === 'string' && ownerOf(id) === origin;
}

/**
 * No node speaks for another (promise 2): an activity is named by its place in its log, acted by a person of the log's
 * node, and makes or changes only that node's objects and channels. A page with any other activity is refused whole.
 * @throws Problem 403 `actor-mismatch` (THREATS 11) or `origin-mismatch` (THREATS 12), 404 `not-found` (THREATS 9)
 */
export function checkAuthority(payload: unknown, { origin, activity }: { origin: string; activity: string }): void {
  const parsed = claims.safeParse(payload);
  if (!parsed.success) throw originMismatch();
  const { id, actor, type, object, target } = parsed.data;
  if (!under(origin, actor)) throw actorMismatch();
  if (id !== activity) throw originMismatch();
  if (typeof object !== 'object' || object === null || typeof type !== 'string') return;
  const claim = object as { id?: unknown; type?: unknown; attributedTo?: unknown };
  // Sharing starts at the host: an invitation to another company's channel is to nothing, whether it exists or not.
  if (type === 'Invite' && claim.type === 'Group' && !under(origin, claim.id)) throw notFoundHere();
  if (isListed(ownObject, type, claim.type) && !under(origin, claim.id)) throw originMismatch();
  if (isListed(ownTarget, type, claim.type) && !under(origin, target)) throw originMismatch();
  if (claim.attributedTo !== undefined && !under(origin, claim.attributedTo)) throw actorMismatch();
}
