import { personDid } from '@adjoin/protocol/identifiers/ids';
import type { NodeContext } from '../../../context.ts';
import type { Tx } from '../../../database/database.ts';
import { instantOf } from '../../../ports/clock.ts';
import { appendAudit } from '../../audit/commands.ts';
import { emailTaken } from '../problems.ts';
import { findAccountByEmail } from '../queries.ts';
import type { PeopleTables } from '../tables.ts';

/** A person of our own company, by their two names. */
export type OwnPerson = { readonly id: string; readonly did: string };

export type NewPerson = {
  /** Id of who adds the person; `self` where there is nobody yet. */
  readonly actor: string;
  readonly name: string;
  /** Without it the person has no account: they can be spoken of and imported, and cannot sign in. */
  readonly account?: { readonly email: string; readonly role: PeopleTables['accounts']['role']; readonly passwordHash?: string } | undefined;
};

/**
 * Adds a person of our own company.
 * @throws Problem `email-taken`
 */
export async function createPerson(tx: Tx, context: NodeContext, { actor, name, account }: NewPerson): Promise<OwnPerson> {
  const { clock, entropy, feed, identity } = context;
  const uuid = entropy.uuid();
  const person = { id: `pers_${uuid}`, did: personDid(identity.did, uuid) };
  const now = instantOf(clock.now());
  await tx.db.insertInto('people').values({ ...person, node: identity.did, kind: 'Person', name, created_at: now }).execute();
  if (account !== undefined) await addAccount(tx, { personId: person.id, now, ...account });
  const details = { role: account?.role ?? null };
  await appendAudit(tx, feed, [{ at: now, actor: actor === 'self' ? person.id : actor, action: 'person.created', subject: person.id, details }]);
  return person;
}

type NewAccount = NonNullable<NewPerson['account']> & { readonly personId: string; readonly now: string };

/** @throws Problem `email-taken` */
export async function addAccount(tx: Tx, { personId, now, email, role, passwordHash }: NewAccount): Promise<void> {
  if ((await findAccountByEmail(tx.db, email)) !== undefined) throw emailTaken();
  await tx.db
    .insertInto('accounts')
    .values({ person_id: personId, email, password_hash: passwordHash ?? null, role, status: 'active', created_at: now })
    .execute();
}
