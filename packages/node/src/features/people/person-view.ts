import * as z from 'zod';
import { companyIdOf } from '../identity/company-id.ts';
import type { OwnIdentity } from '../identity/own-identity.ts';
import type { KnownPerson, PersonWithAccount } from './queries.ts';

export const companySchema = z.object({
  id: z.string().describe('`self`, or the `part_…` id of a partner'),
  name: z.string(),
});

/** A person wherever another thing names them, as the author of a post. */
export const personRefSchema = z.object({ id: z.string().describe('`pers_…`'), name: z.string(), company: companySchema });

export const personSchema = personRefSchema.extend({
  did: z.string(),
  is_local: z.boolean().describe('true for people of our own company'),
  role: z.enum(['admin', 'member']).optional().describe('of people of our own company who have an account'),
  status: z.enum(['invited', 'active', 'deactivated']).optional().describe('`invited` until a password is set'),
  email: z.string().optional().describe('shown to administrators and to the person'),
});
export type PersonRef = z.infer<typeof personRefSchema>;
export type PersonView = z.infer<typeof personSchema>;

/** Name of a company of which we hold no document yet. */
const UNKNOWN_COMPANY = 'Unknown company';

export function companyView(identity: OwnIdentity, { node, node_name }: { node: string; node_name: string | null }): z.infer<typeof companySchema> {
  const name = node === identity.did ? identity.document.name : (node_name ?? UNKNOWN_COMPANY);
  return { id: companyIdOf(node, identity.did), name };
}

export function personRef(identity: OwnIdentity, person: KnownPerson): PersonRef {
  return { id: person.id, name: person.name, company: companyView(identity, person) };
}

/** What `viewer` may see of a person: an allow-list; sign-in addresses go to administrators and to the person alone. */
export function personView(
  identity: OwnIdentity,
  person: KnownPerson & Partial<Pick<PersonWithAccount, 'account'>>,
  viewer: { readonly id: string; readonly role: 'admin' | 'member' },
): PersonView {
  const view = { ...personRef(identity, person), did: person.did, is_local: person.node === identity.did };
  const { account } = person;
  if (account === undefined) return view;
  const status = account.status === 'active' && !account.hasPassword ? 'invited' : account.status;
  const maySeeEmail = viewer.role === 'admin' || viewer.id === person.id;
  return { ...view, role: account.role, status, ...(maySeeEmail ? { email: account.email } : {}) };
}
