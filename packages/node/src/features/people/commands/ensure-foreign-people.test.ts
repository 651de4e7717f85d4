import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestNode, type TestNode } from '../../../testing/create-test-node.ts';
import { testDialects } from '../../../testing/open-test-database.ts';
import { findPeople } from '../queries.ts';
import { ensureForeignPeople, personIdOf, type ForeignPerson } from './ensure-foreign-people.ts';

const birch = 'did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK';
const cedar = 'did:key:z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp';
const uuid = (n: number) => `01930000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;

describe.each(testDialects)('partners’ people on %s', (dialect) => {
  let alder: TestNode;
  beforeAll(async () => void (alder = await createTestNode({ dialect })));
  afterAll(() => alder.dispose());

  const tell = (people: readonly ForeignPerson[]) =>
    alder.node.context.database.write((tx) => ensureForeignPeople(tx, alder.node.context, people));
  const person = (node: string, n: number, name: string): ForeignPerson => ({ did: `${node}/people/${uuid(n)}`, name, kind: 'Person' });

  it('are kept once, under the newest name, in batches of any size', async () => {
    const many = Array.from({ length: 1_203 }, (_, n) => person(birch, n, `Person ${n}`));
    const ids = await tell([...many, person(birch, 7, 'Seven'), person(birch, 7, 'Renamed twice')]);
    expect(ids.size).toBe(1_203);
    expect(await tell(many.slice(0, 3))).toEqual(new Map([...ids].slice(0, 3)));
    const known = await findPeople(alder.node.context.database.read, ids.values());
    expect(known.size).toBe(1_203);
    const seven = ids.get(`${birch}/people/${uuid(7)}`) as string;
    expect(known.get(seven)).toMatchObject({ id: seven, node: birch, name: 'Renamed twice', kind: 'Person' });
    expect(await tell([])).toEqual(new Map());
  });

  it('[THREAT-12] of one company never take the place of another company’s, whatever uuid they choose', async () => {
    const own = await alder.addPerson('Own');
    const ownUuid = own.id.slice('pers_'.length);
    const dids = [`${birch}/people/${ownUuid}`, `${cedar}/people/${ownUuid}`];
    const ids = await tell(dids.map((did) => ({ did, name: 'Mallory', kind: 'Person' })));
    expect(new Set([own.id, ...ids.values()]).size).toBe(3);
    const known = await findPeople(alder.node.context.database.read, [own.id]);
    expect(known.get(own.id)?.name).toBe('Own');
    expect(personIdOf(own.did, alder.node.context.identity.did)).toBe(own.id);
  });

  it('[THREAT-13] are never people of ours: that would be a bug of the caller', async () => {
    await expect(tell([{ did: alder.admin.did, name: 'Mallory', kind: 'Person' }])).rejects.toThrow('a partner cannot speak of our own people');
    expect((await findPeople(alder.node.context.database.read, [alder.admin.id])).get(alder.admin.id)?.name).toBe('Ada Admin');
  });
});
