import type { NodeContext } from '../../../context.ts';
import type { Tx } from '../../../database/database.ts';
import { notFound } from '../../../http/problems.ts';
import { instantOf } from '../../../ports/clock.ts';
import { appendAudit } from '../../audit/commands.ts';
import { ACTIVATION_LINK_LIFETIME_MS } from '../limits.ts';
import { accountDeactivated, accountMissing, linkUnknown, notOurPerson } from '../problems.ts';
import { findPersonWithAccount, listSessions, type PersonWithAccount } from '../queries.ts';
import { issueOneTimeToken, useOneTimeToken } from './one-time-tokens.ts';
import { revokeSessions } from './revoke-sessions.ts';

/**
 * A link with which a person sets the password of their account, at first or after forgetting it. Earlier links stop working.
 * @throws Problem `not-found`, `not-our-person`, `account-missing`, `account-deactivated`
 */
export async function createActivation(tx: Tx, context: NodeContext, { actor, personId }: { actor: string; personId: string }): Promise<string> {
  const person = await findPersonWithAccount(tx.db, personId);
  if (person === undefined) throw notFound();
  if (person.node !== context.identity.did) throw notOurPerson();
  if (person.account === undefined) throw accountMissing();
  if (person.account.status === 'deactivated') throw accountDeactivated();
  const token = await issueOneTimeToken(tx, context, { purpose: 'activation', personId, lifetimeMs: ACTIVATION_LINK_LIFETIME_MS });
  await appendAudit(tx, context.feed, [{ at: instantOf(context.clock.now()), actor, action: 'activation.created', subject: personId }]);
  return `${context.config.publicUrl}/activate?token=${token}`;
}

/**
 * Sets the password of the account that an activation link is for, and ends the sessions that an old password began.
 * @throws Problem `link-unknown`, `link-used`, `link-expired`
 */
export async function activateAccount(
  tx: Tx,
  context: NodeContext,
  { token, passwordHash }: { token: string; passwordHash: string },
): Promise<PersonWithAccount> {
  const { personId } = await useOneTimeToken(tx, context, { purpose: 'activation', token });
  const person = personId === null ? undefined : await findPersonWithAccount(tx.db, personId);
  // Deactivating a person takes their links away; this is the second lock.
  if (person?.account?.status !== 'active') throw linkUnknown();
  const now = instantOf(context.clock.now());
  await tx.db.updateTable('accounts').set({ password_hash: passwordHash }).where('person_id', '=', person.id).execute();
  await appendAudit(tx, context.feed, [{ at: now, actor: person.id, action: 'person.activated', subject: person.id }]);
  const sessions = await listSessions(tx.db, { personId: person.id, now });
  await revokeSessions(tx, context, { sessionIds: sessions.map(({ id }) => id), actor: person.id, reason: 'password-changed' });
  return { ...person, account: { ...person.account, hasPassword: true } };
}
