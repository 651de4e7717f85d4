import { afterEach, describe, expect, it } from 'vitest';
import { createTestNode, type TestNode } from './create-test-node.ts';
import { testDialects } from './open-test-database.ts';

describe.each(testDialects)('createTestNode on %s', (dialect) => {
  let alder: TestNode;
  afterEach(() => alder.dispose());

  it('gives a node with an administrator and other people, each signed in', async () => {
    alder = await createTestNode({ dialect });
    const bo = await alder.addPerson('Bo Member');
    const [asAdmin, asMember] = [await alder.node.context.sessions.find(alder.admin.sessionId), await alder.node.context.sessions.find(bo.sessionId)];
    expect(asAdmin).toMatchObject({ id: alder.admin.id, role: 'admin' });
    expect(asMember).toMatchObject({ id: bo.id, role: 'member', name: 'Bo Member' });
    expect(alder.node.context.identity.document).toMatchObject({ name: 'Alder', addresses: [{ url: 'https://alder.example' }] });
  });
});
