import type { KyselyPlugin } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestNode, type TestNode } from '../../testing/create-test-node.ts';
import { testDialects } from '../../testing/open-test-database.ts';
import { revokeSessions } from './commands/revoke-sessions.ts';
import { createSessionRegistry } from './session-registry.ts';

/** Holds back what the database answers until it is let through. */
function holdAnswers() {
  const asked = Promise.withResolvers<void>();
  const gate = Promise.withResolvers<void>();
  const plugin: KyselyPlugin = {
    transformQuery: ({ node }) => node,
    transformResult: async ({ result }) => {
      asked.resolve();
      await gate.promise;
      return result;
    },
  };
  return { plugin, whenAsked: asked.promise, letThrough: gate.resolve };
}

describe.each(testDialects)('the session registry on %s', (dialect) => {
  let alder: TestNode;
  beforeAll(async () => void (alder = await createTestNode({ dialect })));
  afterAll(() => alder.dispose());

  it('[THREAT-35] does not remember a session that it read while the session was being revoked', async () => {
    const { context } = alder.node;
    const { sessionId } = await alder.signIn(alder.admin);
    const { plugin, whenAsked, letThrough } = holdAnswers();
    const slow = { ...context.database, read: context.database.read.withPlugin(plugin) };
    const sessions = createSessionRegistry({ clock: context.clock, database: slow });
    const early = sessions.find(sessionId);
    await whenAsked;
    await slow.write((tx) => revokeSessions(tx, { ...context, sessions }, { sessionIds: [sessionId], actor: 'system', reason: 'signed-out' }));
    letThrough();
    expect(await early).toMatchObject({ id: alder.admin.id });
    expect(await sessions.find(sessionId)).toBeUndefined();
  });

  it('asks the database about a session once', async () => {
    const { context } = alder.node;
    const counted = { reads: 0 };
    const count: KyselyPlugin = { transformQuery: ({ node }) => node, transformResult: async ({ result }) => ((counted.reads += 1), result) };
    const database = { ...context.database, read: context.database.read.withPlugin(count) };
    const sessions = createSessionRegistry({ clock: context.clock, database });
    const [first, second] = [await alder.signIn(alder.admin), await alder.signIn(alder.admin)];
    for (let time = 0; time < 3; time += 1) for (const { sessionId } of [first, second]) expect(await sessions.find(sessionId)).toBeDefined();
    expect(counted.reads).toBe(2);
  });
});
