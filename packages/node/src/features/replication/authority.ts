import { ownerOf } from '@adjoin/protocol/identifiers/ids';
import * as z from 'zod';
import { actorMismatch, originMismatch } from './problems.ts';

const claims = z.looseObject({
  id: z.unknown().optional(),
  actor: z.unknown().optional(),
  type: z.unknown().optional(),
  object: z.unknown().optional(),
});

/** Activities that make or change their object, which must therefore be the origin's own. */
const ownObject: Readonly<Record<string, readonly string[]>> = {
  Create: ['Note'],
  Update: ['Note', 'Organization'],
  Delete: ['Tombstone'],
  Add: ['Person', 'Service'],
  Remove: ['Person'],
};

function under(origin: string, id: unknown): boolean {
  return typeof id === 'string' && ownerOf(id) === origin;
}

/**
 * No node speaks for another (promise 2): an activity is named by its place in its log, acted by a person of the log's
 * node, and makes or changes only that node's objects. A page with any other activity is refused whole.
 * @throws Problem 403 `actor-mismatch` (THREATS 11) or `origin-mismatch` (THREATS 12)
 */
export function checkAuthority(payload: unknown, { origin, activity }: { origin: string; activity: string }): void {
  const parsed = claims.safeParse(payload);
  if (!parsed.success) throw originMismatch();
  const { id, actor, type, object } = parsed.data;
  if (!under(origin, actor)) throw actorMismatch();
  if (id !== activity) throw originMismatch();
  if (typeof object !== 'object' || object === null || typeof type !== 'string') return;
  const claim = object as { id?: unknown; type?: unknown; attributedTo?: unknown };
  const mustOwn = Object.hasOwn(ownObject, type) && typeof claim.type === 'string' && ownObject[type]?.includes(claim.type) === true;
  if (mustOwn && !under(origin, claim.id)) throw originMismatch();
  if (claim.attributedTo !== undefined && !under(origin, claim.attributedTo)) throw actorMismatch();
}
