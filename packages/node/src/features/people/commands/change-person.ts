import type { NodeContext } from '../../../context.ts';
import type { Tx } from '../../../database/database.ts';
import type { AuthenticatedPerson } from '../../../http/authenticated-person.ts';
import { notFound } from '../../../http/problems.ts';
import { instantOf } from '../../../ports/clock.ts';
import { appendAudit } from '../../audit/commands.ts';
import { emailTaken } from '../problems.ts';
import { countOtherAdmins, findAccountByEmail, findPersonWithAccount, listSessions, type PersonWithAccount } from '../queries.ts';
import { assertMayChange, type PersonChanges } from '../rules.ts';
import { addAccount } from './create-person.ts';
import { revokeSessions } from './revoke-sessions.ts';

type Change = { readonly viewer: AuthenticatedPerson; readonly personId: string; readonly changes: PersonChanges };

/**
 * Renames a person, gives them an account or another address, changes their role, deactivates or reactivates them.
 * Deactivating ends every session at once (THREATS 41).
 * @throws Problem `not-found` and those of `assertMayChange`
 */
export async function changePerson(tx: Tx, context: NodeContext, { viewer, personId, changes }: Change): Promise<PersonWithAccount> {
  const person = await findPersonWithAccount(tx.db, personId);
  if (person === undefined) throw notFound();
  const isOurs = person.node === context.identity.did;
  const otherAdmins = await countOtherAdmins(tx.db, personId);
  assertMayChange({ viewer, person: { id: personId, isOurs, account: person.account }, changes, otherAdmins });

  const now = instantOf(context.clock.now());
  if (changes.name !== undefined) await tx.db.updateTable('people').set({ name: changes.name }).where('id', '=', personId).execute();
  if (changes.email !== undefined) await changeEmail(tx, { person, email: changes.email, now });
  const { role, status } = changes;
  if (role !== undefined || status !== undefined) {
    const values = { ...(role === undefined ? {} : { role }), ...(status === undefined ? {} : { status }) };
    await tx.db.updateTable('accounts').set(values).where('person_id', '=', personId).execute();
  }
  const details = { members: Object.keys(changes).join(','), role: role ?? null, status: status ?? null };
  await appendAudit(tx, context.feed, [{ at: now, actor: viewer.id, action: 'person.updated', subject: personId, details }]);
  await updateSessions(tx, context, { viewer, personId, isDeactivated: status === 'deactivated' });
  return (await findPersonWithAccount(tx.db, personId)) as PersonWithAccount;
}

async function changeEmail(tx: Tx, { person, email, now }: { person: PersonWithAccount; email: string; now: string }): Promise<void> {
  if (person.account === undefined) return addAccount(tx, { personId: person.id, now, email, role: 'member' });
  const holder = await findAccountByEmail(tx.db, email);
  if (holder !== undefined && holder.person_id !== person.id) throw emailTaken();
  await tx.db.updateTable('accounts').set({ email }).where('person_id', '=', person.id).execute();
}

async function updateSessions(
  tx: Tx,
  context: NodeContext,
  { viewer, personId, isDeactivated }: { viewer: AuthenticatedPerson; personId: string; isDeactivated: boolean },
): Promise<void> {
  const sessions = await listSessions(tx.db, { personId, now: instantOf(context.clock.now()) });
  const sessionIds = sessions.map(({ id }) => id);
  if (!isDeactivated) return context.sessions.refresh(tx, sessionIds);
  await tx.db.deleteFrom('one_time_tokens').where('person_id', '=', personId).where('used_at', 'is', null).execute();
  await revokeSessions(tx, context, { sessionIds, actor: viewer.id, reason: 'deactivated' });
}
