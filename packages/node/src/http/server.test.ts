import type { Server } from 'node:http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestNode, type TestNode } from '../testing/create-test-node.ts';

let alder: TestNode;
beforeAll(async () => void (alder = await createTestNode()));
afterAll(() => alder.dispose());

it.each(['/%', '/v1/people/%ff', '/v1/posts/%ED%A0%80'])('refuses the address %s as a problem that repeats nothing of it', async (url) => {
  const answer = await alder.inject({ url, as: alder.admin });
  expect(answer.statusCode).toBe(400);
  expect(answer.headers['content-type']).toContain('application/problem+json');
  expect(answer.json()).toMatchObject({ code: 'malformed-request', status: 400 });
  expect(answer.body).not.toContain('%');
});

it('looks often for connections that are too slow (THREATS 27)', () => {
  const server = alder.node.app.server as Server & { readonly connectionsCheckingInterval: number };
  expect(server.headersTimeout + server.connectionsCheckingInterval).toBeLessThanOrEqual(10_000);
});
