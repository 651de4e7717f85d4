import { describe, expect, it } from 'vitest';
import { REFRESH_GRACE_MS, SESSION_IDLE_MS, SESSION_LIFETIME_MS } from './limits.ts';
import type { Account } from './queries.ts';
import { assertMayChange, judgeRefreshToken, sessionExpiry, type PersonChanges } from './rules.ts';

const admin: Account = { email: 'a@alder.example', role: 'admin', status: 'active', hasPassword: true };
const member: Account = { ...admin, role: 'member' };

type Case = {
  viewer?: 'admin' | 'member';
  isSelf?: boolean;
  isOurs?: boolean;
  account?: Account | undefined;
  changes: PersonChanges;
  otherAdmins?: number;
};

function codeOf({ viewer = 'admin', isSelf = false, isOurs = true, changes, otherAdmins = 1, ...rest }: Case): string {
  const account = 'account' in rest ? rest.account : member;
  try {
    assertMayChange({ viewer: { id: isSelf ? 'pers_b' : 'pers_a', role: viewer }, person: { id: 'pers_b', isOurs, account }, changes, otherAdmins });
    return 'allowed';
  } catch (error) {
    return (error as { code: string }).code;
  }
}

describe('[THREAT-36] assertMayChange', () => {
  it.each<[string, Case]>([
    ['allowed', { changes: { name: 'B' } }],
    ['allowed', { changes: { role: 'admin' } }],
    ['allowed', { changes: { status: 'deactivated' } }],
    ['allowed', { viewer: 'member', isSelf: true, changes: { name: 'B' } }],
    ['admin-only', { viewer: 'member', isSelf: true, changes: { name: 'B', role: 'admin' } }],
    ['admin-only', { viewer: 'member', isSelf: true, changes: { role: 'admin' } }],
    ['admin-only', { viewer: 'member', isSelf: true, changes: { role: 'member' } }],
    ['admin-only', { viewer: 'member', isSelf: true, changes: { status: 'active' } }],
    ['admin-only', { viewer: 'member', isSelf: true, changes: { email: 'b@alder.example' } }],
    ['admin-only', { viewer: 'member', changes: { name: 'B' } }],
    ['admin-only', { viewer: 'member', account: admin, changes: { status: 'deactivated' } }],
    ['admin-only', { viewer: 'member', isOurs: false, account: undefined, changes: { name: 'B' } }],
    ['not-our-person', { isOurs: false, account: undefined, changes: { name: 'B' } }],
    ['not-our-person', { isOurs: false, account: undefined, changes: { email: 'b@alder.example' } }],
    ['account-missing', { account: undefined, changes: { role: 'admin' } }],
    ['account-missing', { account: undefined, changes: { status: 'deactivated' } }],
    ['allowed', { account: undefined, changes: { role: 'admin', email: 'b@alder.example' } }],
    ['last-admin', { isSelf: true, account: admin, otherAdmins: 0, changes: { role: 'member' } }],
    ['last-admin', { isSelf: true, account: admin, otherAdmins: 0, changes: { status: 'deactivated' } }],
    ['allowed', { isSelf: true, account: admin, otherAdmins: 0, changes: { role: 'admin', name: 'A' } }],
    ['allowed', { isSelf: true, account: admin, otherAdmins: 1, changes: { role: 'member' } }],
    ['allowed', { account: { ...admin, status: 'deactivated' }, otherAdmins: 0, changes: { role: 'member' } }],
  ])('answers %s to %o', (expected, given) => {
    expect(codeOf(given)).toBe(expected);
  });
});

describe('judgeRefreshToken', () => {
  const replacedAt = '2026-11-23T12:00:00.000Z';
  const at = (ms: number) => Date.parse(replacedAt) + ms;

  it.each([
    ['current', { replacedAt: null, isSuccessorUnused: false, nowMs: at(0) }],
    ['answer-lost', { replacedAt, isSuccessorUnused: true, nowMs: at(0) }],
    ['answer-lost', { replacedAt, isSuccessorUnused: true, nowMs: at(REFRESH_GRACE_MS) }],
    ['reused', { replacedAt, isSuccessorUnused: true, nowMs: at(REFRESH_GRACE_MS + 1) }],
    ['reused', { replacedAt, isSuccessorUnused: false, nowMs: at(1) }],
    ['reused', { replacedAt, isSuccessorUnused: true, nowMs: at(-1) }],
  ])('says %s of %o', (verdict, token) => {
    expect(judgeRefreshToken(token)).toBe(verdict);
  });
});

describe('sessionExpiry', () => {
  const createdAt = '2026-01-01T00:00:00.000Z';
  const created = Date.parse(createdAt);

  it('moves with use, up to a day that no use moves', () => {
    expect(Date.parse(sessionExpiry({ nowMs: created, createdAt }))).toBe(created + SESSION_IDLE_MS);
    expect(Date.parse(sessionExpiry({ nowMs: created + SESSION_LIFETIME_MS - 1, createdAt }))).toBe(created + SESSION_LIFETIME_MS);
  });
});
