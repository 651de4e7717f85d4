import type { NodeContext } from '../../../context.ts';
import type { Tx } from '../../../database/database.ts';
import { instantOf } from '../../../ports/clock.ts';
import { appendAudit } from '../../audit/commands.ts';
import { publishDocument } from '../../identity/commands.ts';
import { SETUP_LINK_LIFETIME_MS } from '../limits.ts';
import { linkUsed } from '../problems.ts';
import { isUnclaimed } from '../queries.ts';
import { createPerson, type OwnPerson } from './create-person.ts';
import { issueOneTimeToken } from './one-time-tokens.ts';

export type NodeSetup = { readonly company: string; readonly name: string; readonly email: string; readonly passwordHash: string };

/** A new token for the set-up link, to be shown to whoever starts the node; undefined once there is an administrator. */
export function ensureSetupToken(context: NodeContext): Promise<string | undefined> {
  return context.database.write(async (tx) => {
    if (!(await isUnclaimed(tx.db))) return undefined;
    return issueOneTimeToken(tx, context, { purpose: 'setup', personId: null, lifetimeMs: SETUP_LINK_LIFETIME_MS });
  });
}

/**
 * Names the company and makes its first administrator, once in the life of a node.
 * @throws Problem `link-used` when there is an administrator
 */
export async function setUpNode(tx: Tx, context: NodeContext, { company, name, email, passwordHash }: NodeSetup): Promise<OwnPerson> {
  if (!(await isUnclaimed(tx.db))) throw linkUsed();
  const { identity, clock, feed } = context;
  await publishDocument(tx, { identity, clock, name: company });
  const person = await createPerson(tx, context, { actor: 'self', name, account: { email, role: 'admin', passwordHash } });
  await appendAudit(tx, feed, [{ at: instantOf(clock.now()), actor: person.id, action: 'node.set-up', subject: identity.did }]);
  return person;
}
