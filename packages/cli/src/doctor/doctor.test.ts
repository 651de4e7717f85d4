import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NodeStatus } from '@adjoin/client/resources';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkClock } from './check-address.ts';
import { checkDataDir } from './check-data-dir.ts';
import { checkRuntime } from './check-runtime.ts';
import { checkStatus } from './check-status.ts';
import type { Finding } from './finding.ts';

const problems = (findings: readonly Finding[]) => findings.flatMap(({ problem, fix }) => (problem === undefined ? [] : [`${problem} → ${fix}`]));

describe('checkRuntime', () => {
  it.each(['v24.22.1', 'v24.30.0', 'v26.12.1', 'v26.13.0', 'v28.0.0'])('lets %s pass', (version) => {
    expect(checkRuntime(version).problem).toBeUndefined();
  });
  it.each(['v24.22.0', 'v24.16.0', 'v26.12.0', 'v25.9.0', 'v22.30.0'])('tells to replace %s', (version) => {
    expect(checkRuntime(version)).toMatchObject({ problem: expect.stringContaining(version), fix: expect.stringContaining('26.13') });
  });
});

describe('checkStatus', () => {
  const partner: NodeStatus['partners'][number] = {
    id: 'part_1', name: 'Birch', state: 'active', queued_entries: 0, sender: 'idle', failures: 0, last_problem: null, last_contact_at: '2026-11-23T12:00:00.000Z', next_attempt_at: null,
  };
  const healthy = { version: '1', node: 'v26.13.0', database: 'sqlite', partners: [partner], faults: [], search: { behind: 0 } } as unknown as NodeStatus;
  const fault: NodeStatus['faults'][number] = { log: 'did:key:z6Mk/logs/1', seq: 7, state: 'quarantined', code: 'invalid-activity', detail: 'No type.', tries: 1, since_at: '2026-11-23T12:00:00.000Z' };

  it('finds nothing at a healthy node', () => {
    expect(problems(checkStatus(healthy))).toEqual([]);
  });

  it.each([
    ['an unreachable partner', { partners: [{ ...partner, failures: 3, last_problem: 'unreachable', queued_entries: 12 }] }, /Birch: its node cannot be reached .*12 entries wait.* → Ask its administrator/],
    ['a clock that is wrong', { partners: [{ ...partner, failures: 1, last_problem: 'clock-skew', queued_entries: 1 }] }, /clock is fast.*1 entry waits.* → .*NTP/],
    ['another certificate', { partners: [{ ...partner, failures: 1, last_problem: 'certificate' }] }, /another certificate.* → .*by telephone/],
    ['a failure of a newer kind', { partners: [{ ...partner, failures: 1, last_problem: 'moon-phase' }] }, /fails with "moon-phase"/],
    ['an unfinished pairing', { partners: [{ ...partner, state: 'requested' }] }, /waits until both.* → adjoin partners show part_1/],
    ['a backlog', { partners: [{ ...partner, queued_entries: 20_000 }] }, /answers, but 20000 entries wait/],
    ['quarantined entries', { faults: [fault, { ...fault, state: 'pending' }] }, /1 received entries are quarantined, 1 wait.*entry 7 of did:key:z6Mk\/logs\/1: invalid-activity/],
    ['a search that lags', { search: { behind: 5_000 } }, /5000 changes behind/],
  ])('tells of %s and what to do', (_what, change, expected) => {
    expect(problems(checkStatus({ ...healthy, ...(change as Partial<NodeStatus>) })).join('\n')).toMatch(expected);
  });

  it('says nothing of partners that were suspended or ended on purpose', () => {
    expect(problems(checkStatus({ ...healthy, partners: [{ ...partner, state: 'suspended', queued_entries: 50_000 }, { ...partner, state: 'ended', failures: 9, last_problem: 'not-paired' }] }))).toEqual([]);
  });
});

describe('checkClock', () => {
  const now = Date.parse('2026-11-23T12:00:00.900Z');
  const at = (date: string) => checkClock({ date, askedAt: now, answeredAt: now + 50 });
  it.each(['Mon, 23 Nov 2026 12:00:00 GMT', 'Mon, 23 Nov 2026 12:00:20 GMT', 'nonsense'])('lets %s pass', (date) => {
    expect(at(date).problem).toBeUndefined();
  });
  it.each([['Mon, 23 Nov 2026 12:02:00 GMT', /119 s ahead/], ['Mon, 23 Nov 2026 11:59:00 GMT', /60 s behind/]])('tells that %s is wrong', (date, expected) => {
    expect(at(date)).toMatchObject({ problem: expect.stringMatching(expected), fix: expect.stringContaining('NTP') });
  });
});

describe('checkDataDir', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'adjoin-doctor-'));
    writeFileSync(join(dir, 'secret.key'), 'x', { mode: 0o600 });
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  it('looks at nothing where there is no node', () => {
    expect(checkDataDir(join(dir, 'elsewhere'))).toEqual([]);
  });
  it('is content with files that others cannot reach', () => {
    chmodSync(dir, 0o700);
    chmodSync(join(dir, 'secret.key'), 0o644);
    expect(problems(checkDataDir(dir))).toEqual([]);
  });
  it('tells how to close a key that others can read', () => {
    chmodSync(dir, 0o755);
    chmodSync(join(dir, 'secret.key'), 0o640);
    expect(problems(checkDataDir(dir)).join()).toMatch(/Others on this machine can read .*secret\.key → chmod 600/);
  });
});
