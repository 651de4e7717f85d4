import { adminOnly } from '../../http/problems.ts';
import { instantOf } from '../../ports/clock.ts';
import { REFRESH_GRACE_MS, SESSION_IDLE_MS, SESSION_LIFETIME_MS } from './limits.ts';
import { accountMissing, lastAdmin, notOurPerson } from './problems.ts';
import type { Account } from './queries.ts';

/** When a session used now will end if nobody uses it again. */
export function sessionExpiry({ nowMs, createdAt }: { nowMs: number; createdAt: string }): string {
  return instantOf(Math.min(nowMs + SESSION_IDLE_MS, Date.parse(createdAt) + SESSION_LIFETIME_MS));
}

/**
 * What a known refresh token is good for.
 *
 * A token that was replaced is a copy in the wrong hands, or an answer that got lost. It counts as the latter only for a
 * few seconds and only while its successor was never used; then it gets a new successor and the old one dies. So at any
 * time one token of a session is good, and whoever of two holders refreshes second is noticed (RFC 9700 §4.14.2).
 */
export function judgeRefreshToken({ replacedAt, isSuccessorUnused, nowMs }: {
  replacedAt: string | null;
  isSuccessorUnused: boolean;
  nowMs: number;
}): 'current' | 'answer-lost' | 'reused' {
  if (replacedAt === null) return 'current';
  const sinceMs = nowMs - Date.parse(replacedAt);
  return isSuccessorUnused && sinceMs >= 0 && sinceMs <= REFRESH_GRACE_MS ? 'answer-lost' : 'reused';
}

export type PersonChanges = {
  readonly name?: string | undefined;
  readonly email?: string | undefined;
  readonly role?: 'admin' | 'member' | undefined;
  readonly status?: 'active' | 'deactivated' | undefined;
};

type Changed = { readonly id: string; readonly isOurs: boolean; readonly account: Account | undefined };

/**
 * May `viewer` change a person so? Administrators change their company's people; others only their own name.
 * @throws Problem `admin-only`, `not-our-person`, `account-missing`, `last-admin`
 */
export function assertMayChange({ viewer, person, changes, otherAdmins }: {
  viewer: { readonly id: string; readonly role: 'admin' | 'member' };
  person: Changed;
  changes: PersonChanges;
  /** Administrators who can sign in, this person left out. */
  otherAdmins: number;
}): void {
  const isOwnName = viewer.id === person.id && Object.keys(changes).every((member) => member === 'name');
  if (viewer.role !== 'admin' && !isOwnName) throw adminOnly();
  if (!person.isOurs) throw notOurPerson();
  const { account } = person;
  if (account === undefined && changes.email === undefined && (changes.role !== undefined || changes.status !== undefined)) throw accountMissing();
  const isAdmin = account?.role === 'admin' && account.status === 'active';
  const ceases = changes.role === 'member' || changes.status === 'deactivated';
  if (isAdmin && ceases && otherAdmins === 0) throw lastAdmin();
}
