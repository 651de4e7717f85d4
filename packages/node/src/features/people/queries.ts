import { sql } from 'kysely';
import type { Read } from '../../database/database.ts';
import type { AuthenticatedPerson } from '../../http/authenticated-person.ts';
import type { PeopleTables } from './tables.ts';

/** A person as every slice may see them: whose company they are of, never how they sign in. */
export type KnownPerson = {
  readonly id: string;
  readonly did: string;
  /** DID of their company's node. */
  readonly node: string;
  /** Null for our own company, whose name is in our node document. */
  readonly node_name: string | null;
  readonly kind: 'Person' | 'Service';
  readonly name: string;
};

export type Account = Pick<PeopleTables['accounts'], 'email' | 'role' | 'status'> & { readonly hasPassword: boolean };

/** Ids in one query: keeps the number of bound values below every database's limit. */
const IDS_PER_QUERY = 1_000;

function selectPeople(db: Read) {
  return db
    .selectFrom('people')
    .leftJoin('nodes', 'nodes.did', 'people.node')
    .select(['people.id', 'people.did', 'people.node', 'nodes.name as node_name', 'people.kind', 'people.name']);
}

export function findPerson(db: Read, id: string): Promise<KnownPerson | undefined> {
  return selectPeople(db).where('people.id', '=', id).executeTakeFirst();
}

/** People by their ids; ids of nobody are left out. */
export function findPeople(db: Read, ids: Iterable<string>): Promise<Map<string, KnownPerson>> {
  return inParts(ids, (part) => selectPeople(db).where('people.id', 'in', part).execute());
}

/** As `findPeople`, with the accounts of those who have one. */
export function findPeopleWithAccounts(db: Read, ids: Iterable<string>): Promise<Map<string, PersonWithAccount>> {
  return inParts(ids, async (part) => (await selectWithAccounts(db).where('people.id', 'in', part).execute()).map(withAccount));
}

async function inParts<P extends { readonly id: string }>(ids: Iterable<string>, find: (part: string[]) => Promise<P[]>): Promise<Map<string, P>> {
  const wanted = [...new Set(ids)];
  const found = new Map<string, P>();
  for (let start = 0; start < wanted.length; start += IDS_PER_QUERY) {
    for (const person of await find(wanted.slice(start, start + IDS_PER_QUERY))) found.set(person.id, person);
  }
  return found;
}

export type PersonWithAccount = KnownPerson & { readonly account: Account | undefined };

function selectWithAccounts(db: Read) {
  return selectPeople(db)
    .leftJoin('accounts', 'accounts.person_id', 'people.id')
    .select(['accounts.email', 'accounts.role', 'accounts.status'])
    .select(sql<number>`case when accounts.password_hash is null then 0 else 1 end`.as('has_password'));
}

type WithAccountRow = KnownPerson & { [K in 'email' | 'role' | 'status']: PeopleTables['accounts'][K] | null } & { has_password: number };

function withAccount({ email, role, status, has_password, ...person }: WithAccountRow): PersonWithAccount {
  const account = email === null || role === null || status === null ? undefined : { email, role, status, hasPassword: has_password === 1 };
  return { ...person, account };
}

export async function findPersonWithAccount(db: Read, id: string): Promise<PersonWithAccount | undefined> {
  const row = await selectWithAccounts(db).where('people.id', '=', id).executeTakeFirst();
  return row === undefined ? undefined : withAccount(row);
}

/** People of one company in the order of their ids, `limit` of them after `after`. */
export async function listPeople(
  db: Read,
  { node, after, limit }: { node: string; after: string | undefined; limit: number },
): Promise<PersonWithAccount[]> {
  const rows = await selectWithAccounts(db)
    .where('people.node', '=', node)
    .$if(after !== undefined, (query) => query.where('people.id', '>', after as string))
    .orderBy('people.id')
    .limit(limit)
    .execute();
  return rows.map(withAccount);
}

export function findAccountByEmail(db: Read, email: string) {
  return db.selectFrom('accounts').selectAll().where('email', '=', email).executeTakeFirst();
}

/** Administrators who can sign in, `personId` left out. */
export async function countOtherAdmins(db: Read, personId: string): Promise<number> {
  const row = await db
    .selectFrom('accounts')
    .select((select) => select.fn.countAll().as('count'))
    .where('role', '=', 'admin')
    .where('status', '=', 'active')
    .where('password_hash', 'is not', null)
    .where('person_id', '!=', personId)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** Is the node still without anybody who administers it? */
export async function isUnclaimed(db: Read): Promise<boolean> {
  const admin = await db.selectFrom('accounts').select('person_id').where('role', '=', 'admin').limit(1).executeTakeFirst();
  return admin === undefined;
}

export type LiveSession = { readonly person: AuthenticatedPerson; readonly expiresAt: string };

/** A session that is not revoked and whose account is active; the caller compares `expiresAt` with its clock. */
export async function findLiveSession(db: Read, sessionId: string): Promise<LiveSession | undefined> {
  const row = await db
    .selectFrom('sessions')
    .innerJoin('accounts', 'accounts.person_id', 'sessions.person_id')
    .innerJoin('people', 'people.id', 'sessions.person_id')
    .select(['people.id', 'people.did', 'people.name', 'accounts.role', 'sessions.expires_at'])
    .where('sessions.id', '=', sessionId)
    .where('sessions.revoked_at', 'is', null)
    .where('accounts.status', '=', 'active')
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { expires_at, ...person } = row;
  return { person: { ...person, sessionId }, expiresAt: expires_at };
}

export function findOneTimeToken(db: Read, { hash, purpose }: Pick<PeopleTables['one_time_tokens'], 'hash' | 'purpose'>) {
  return db.selectFrom('one_time_tokens').selectAll().where('hash', '=', hash).where('purpose', '=', purpose).executeTakeFirst();
}

export function findRefreshToken(db: Read, hash: string) {
  return db
    .selectFrom('refresh_tokens')
    .innerJoin('sessions', 'sessions.id', 'refresh_tokens.session_id')
    .innerJoin('accounts', 'accounts.person_id', 'sessions.person_id')
    .select([
      'refresh_tokens.hash',
      'refresh_tokens.replaced_at',
      'refresh_tokens.replaced_by',
      'sessions.id as session_id',
      'sessions.person_id',
      'sessions.created_at',
      'sessions.expires_at',
      'sessions.revoked_at',
      'accounts.status',
    ])
    .where('refresh_tokens.hash', '=', hash)
    .executeTakeFirst();
}

/** A person's own sessions that are not revoked, newest first. */
export function listSessions(db: Read, { personId, now }: { personId: string; now: string }) {
  return db
    .selectFrom('sessions')
    .selectAll()
    .where('person_id', '=', personId)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .orderBy('id', 'desc')
    .execute();
}
