import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestNode, type TestNode } from '../testing/create-test-node.ts';
import { testDialects } from '../testing/open-test-database.ts';
import { writeCursor } from './pagination.ts';

describe.each(testDialects)('NUL, which no id holds and PostgreSQL cannot store, on %s', (dialect) => {
  let alder: TestNode;
  beforeAll(async () => void (alder = await createTestNode({ dialect })));
  afterAll(() => alder.dispose());

  it.each(['/v1/posts/%00', '/v1/people/a%00b', '/v1/channels/%00/digest', `/v1/people?cursor=${writeCursor(['\u0000'])}`])('is no fault of ours in %s', async (url) => {
    const answer = await alder.inject({ url, as: alder.admin });
    expect(answer.statusCode).toBeLessThan(500);
  });

  it('is no fault of ours where a stranger signs in', async () => {
    const answer = await alder.inject({ method: 'POST', url: '/v1/sessions', payload: { email: '\u0000@alder.example', password: 'x' } });
    expect([400, 401]).toContain(answer.statusCode);
  });

  it('spoils no change that shares the commit', async () => {
    const { id } = (await alder.inject({ method: 'POST', url: '/v1/channels', as: alder.admin, payload: { name: 'Talk', perimeter: 'internal' } })).json<{ id: string }>();
    const post = (in_reply_to?: string) => alder.inject({ method: 'POST', url: `/v1/channels/${id}/posts`, as: alder.admin, payload: { text: 'Hello', ...(in_reply_to === undefined ? {} : { in_reply_to }) } });
    const answers = await Promise.all([post(), post('\u0000'), post()]);
    expect(answers.map(({ statusCode }) => Math.floor(statusCode / 100))).toEqual([2, 4, 2]);
  });
});
