import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { adjustableClock } from '../../testing/adjustable-clock.ts';
import { createTestNode, type TestNode } from '../../testing/create-test-node.ts';
import { testDialects } from '../../testing/open-test-database.ts';
import { createSession, type IssuedSession } from './commands/create-session.ts';
import { MAX_REMEMBERED_TOKENS, MAX_SESSIONS_PER_PERSON, REFRESH_GRACE_MS, SESSION_IDLE_MS } from './limits.ts';

describe.each(testDialects)('refreshing on %s', (dialect) => {
  let alder: TestNode;
  let advance: (ms: number) => void;
  let first: IssuedSession;

  const open = (): Promise<IssuedSession> => {
    const { context } = alder.node;
    return context.database.write((tx) => createSession(tx, context, { personId: alder.admin.id, userAgent: 'test' }));
  };

  beforeEach(async () => {
    const { clock, ...time } = adjustableClock();
    advance = time.advance;
    alder = await createTestNode({ dialect, clock });
    first = await open();
  });
  afterEach(() => alder.dispose());

  async function refresh(token: string): Promise<string> {
    const answer = await alder.inject({ method: 'POST', url: '/v1/sessions/refresh', payload: { refresh_token: token } });
    const { code, refresh_token: next } = answer.json<{ code?: string; refresh_token?: string }>();
    return answer.statusCode === 201 ? (next as string) : `${answer.statusCode} ${code}`;
  }

  const ENDED = '401 session-ended';

  it('replaces the token each time', async () => {
    const second = await refresh(first.refreshToken);
    advance(600_000);
    const third = await refresh(second);
    expect(new Set([first.refreshToken, second, third]).size).toBe(3);
    expect(third).toMatch(/^adjoin_refresh_[A-Za-z0-9_-]{43}$/);
  });

  it('[THREAT-35] ends the session when a replaced token comes again', async () => {
    const second = await refresh(first.refreshToken);
    advance(REFRESH_GRACE_MS + 1);
    expect(await refresh(first.refreshToken)).toBe(ENDED);
    expect(await refresh(second)).toBe(ENDED);
    expect(await alder.node.context.sessions.find(first.sessionId)).toBeUndefined();
    expect(await alder.readAudit('session.revoked')).toEqual([['session.revoked', first.sessionId, { reason: 'token-reused' }]]);
  });

  it('gives another token to whoever lost the answer, for a few seconds', async () => {
    const lost = await refresh(first.refreshToken);
    advance(REFRESH_GRACE_MS);
    const second = await refresh(first.refreshToken);
    expect(second).toMatch(/^adjoin_refresh_/);
    advance(600_000);
    const third = await refresh(second);
    expect(third).toMatch(/^adjoin_refresh_/);
    advance(600_000);
    expect(await refresh(lost)).toBe(ENDED);
    expect(await refresh(third)).toBe(ENDED);
  });

  it('[THREAT-35] notices a copied token even within those seconds, once both holders have come', async () => {
    const ofPerson = await refresh(first.refreshToken);
    const ofThief = await refresh(first.refreshToken);
    expect(ofThief).toMatch(/^adjoin_refresh_/);
    advance(600_000);
    expect(await refresh(ofPerson)).toBe(ENDED);
    expect(await refresh(ofThief)).toBe(ENDED);
  });

  it('[THREAT-35] grants those seconds no more once the successor was used', async () => {
    const second = await refresh(first.refreshToken);
    await refresh(second);
    expect(await refresh(first.refreshToken)).toBe(ENDED);
  });

  it('never has two good tokens, even when one is sent many times at once', async () => {
    const given = await Promise.all(Array.from({ length: 5 }, () => refresh(first.refreshToken)));
    advance(600_000);
    const { read } = alder.node.context.database;
    const tokens = await read.selectFrom('refresh_tokens').select('replaced_at').where('session_id', '=', first.sessionId).execute();
    const good = tokens.filter(({ replaced_at }) => replaced_at === null);
    expect([given.filter((answer) => answer.startsWith('adjoin_refresh_')).length, good.length]).toEqual([5, 1]);
    expect(await refresh(given[0] as string)).toBe(ENDED);
  });

  it('ends with the time: unused for a month', async () => {
    advance(SESSION_IDLE_MS - 1);
    const second = await refresh(first.refreshToken);
    advance(SESSION_IDLE_MS - 1);
    expect(await alder.node.context.sessions.find(first.sessionId)).toMatchObject({ id: alder.admin.id });
    advance(1);
    expect(await refresh(second)).toBe(ENDED);
    expect(await alder.node.context.sessions.find(first.sessionId)).toBeUndefined();
  });

  const unknown = ['', `adjoin_refresh_${'A'.repeat(43)}`, `x${'é'.repeat(50)}`];
  it.each(unknown)('refuses the unknown token %j and writes nothing', async (token) => {
    expect(await refresh(token)).toBe(token === '' ? '422 invalid-request' : ENDED);
    expect(await alder.readAudit('session.refused', 'session.revoked')).toEqual([]);
  });

  it('keeps no token in readable form', async () => {
    const second = await refresh(first.refreshToken);
    const rows = JSON.stringify(await alder.node.context.database.read.selectFrom('refresh_tokens').selectAll().execute());
    for (const token of [first.refreshToken, second]) expect(rows).not.toContain(token.slice('adjoin_refresh_'.length));
  });

  it('keeps a bounded number of tokens of a session and of sessions of a person', async () => {
    const { read } = alder.node.context.database;
    let token = first.refreshToken;
    for (let time = 0; time < MAX_REMEMBERED_TOKENS + 5; time += 1) {
      advance(1_000);
      token = await refresh(token);
    }
    const tokens = await read.selectFrom('refresh_tokens').select('hash').where('session_id', '=', first.sessionId).execute();
    expect(tokens).toHaveLength(MAX_REMEMBERED_TOKENS + 1);
    for (let time = 0; time < MAX_SESSIONS_PER_PERSON; time += 1) await open();
    expect(await alder.node.context.sessions.find(first.sessionId)).toBeUndefined();
    const sessions = await read.selectFrom('sessions').select('id').where('revoked_at', 'is', null).execute();
    expect(sessions).toHaveLength(MAX_SESSIONS_PER_PERSON);
  });
});
