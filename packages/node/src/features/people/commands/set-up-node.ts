import type { NodeContext } from '../../../context.ts';
import type { Tx } from '../../../database/database.ts';
import { publishDocument } from '../../identity/commands.ts';
import { linkUsed } from '../problems.ts';
import { isUnclaimed } from '../queries.ts';
import { createPerson } from './create-person.ts';

export type NodeSetup = { readonly company: string; readonly name: string; readonly email: string; readonly passwordHash: string };

/**
 * Names the company and makes its first administrator, once in the life of a node.
 * @throws Problem `link-used` when there is an administrator
 */
export async function setUpNode(tx: Tx, context: NodeContext, { company, name, email, passwordHash }: NodeSetup): Promise<{ readonly id: string; readonly did: string }> {
  if (!(await isUnclaimed(tx.db))) throw linkUsed();
  const { identity, clock } = context;
  await publishDocument(tx, { identity, clock, name: company });
  return createPerson(tx, context, { actor: 'self', name, account: { email, role: 'admin', passwordHash } });
}
