import assert from 'node:assert/strict';
import { localUuid, ownerOf } from '@adjoin/protocol/identifiers/ids';
import type { NodeContext } from '../../../context.ts';
import type { Tx } from '../../../database/database.ts';
import { instantOf } from '../../../ports/clock.ts';

/** What a partner tells of a person; the caller has checked that the teller owns the DID. */
export type ForeignPerson = { readonly did: string; readonly name: string; readonly kind: 'Person' | 'Service' };

/** Rows in one INSERT: keeps the number of bound values below every database's limit. */
const ROWS_PER_INSERT = 500;

/** The id under which we keep a person, of whichever company. */
export function personIdOf(did: string, ownNode: string): string {
  return `pers_${localUuid(did, ownNode)}`;
}

/** Keeps partners' people under the newest names that we were told. Gives their ids by DID. */
export async function ensureForeignPeople(tx: Tx, { clock, identity }: NodeContext, people: readonly ForeignPerson[]): Promise<Map<string, string>> {
  const created_at = instantOf(clock.now());
  // One row a person: PostgreSQL refuses to update the same row twice in one statement.
  const newest = new Map(people.map((person) => [person.did, person]));
  const rows = [...newest.values()].map(({ did, name, kind }) => {
    const node = ownerOf(did);
    assert.notEqual(node, identity.did, 'a partner cannot speak of our own people');
    return { id: personIdOf(did, identity.did), did, node, kind, name, created_at };
  });
  for (let start = 0; start < rows.length; start += ROWS_PER_INSERT) {
    await tx.db
      .insertInto('people')
      .values(rows.slice(start, start + ROWS_PER_INSERT))
      .onConflict((conflict) =>
        conflict
          .column('id')
          .doUpdateSet((set) => ({ name: set.ref('excluded.name'), kind: set.ref('excluded.kind') }))
          .whereRef('people.did', '=', 'excluded.did'),
      )
      .execute();
  }
  return new Map(rows.map(({ did, id }) => [did, id]));
}

export async function ensureForeignPerson(tx: Tx, context: NodeContext, person: ForeignPerson): Promise<string> {
  const ids = await ensureForeignPeople(tx, context, [person]);
  return ids.get(person.did) as string;
}
