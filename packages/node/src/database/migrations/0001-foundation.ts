import { sql, type Kysely } from 'kysely';
import type { Dialect } from '../migrate.ts';

/**
 * The first schema. One text serves both databases: `INT` is a 64-bit integer, `SERIAL` a growing key. Ids, hashes and
 * RFC 3339 times are text and compare by bytes; booleans are 0 and 1.
 */
const identity = [
  `create table own_node (
    id INT primary key check (id = 1), did text not null, name text not null, document text not null, document_version INT not null)`,
  `create table keys (
    id text primary key, purpose text not null, status text not null, public_key text not null, sealed text not null, created_at text not null)`,
  `create table nodes (
    did text primary key, name text not null, document text not null, document_version INT not null, updated_at text not null)`,
];

const audit = [
  `create table audit_entries (
    seq SERIAL, at text not null, actor text not null, action text not null, subject text not null,
    channel_id text, partner_id text, details text not null)`,
  `create table followers (name text primary key, seq INT not null)`,
];

const people = [
  `create table people (
    id text primary key, did text not null, node text not null, kind text not null, name text not null, created_at text not null)`,
  `create index people_by_node on people (node, id)`,
  `create table accounts (
    person_id text primary key references people (id), email text not null unique, password_hash text, role text not null, status text not null, created_at text not null)`,
  `create table one_time_tokens (
    hash text primary key, purpose text not null, person_id text, expires_at text not null, used_at text)`,
  `create table sessions (
    id text primary key, person_id text not null references people (id), created_at text not null, used_at text not null,
    expires_at text not null, revoked_at text, user_agent text not null)`,
  `create index sessions_by_person on sessions (person_id)`,
  `create table refresh_tokens (
    hash text primary key, session_id text not null references sessions (id), created_at text not null, replaced_at text,
    replaced_by text)`,
  `create index refresh_tokens_by_session on refresh_tokens (session_id)`,
];

const replication = [
  `create table logs (
    number SERIAL, id text not null unique, kind text not null, subject text not null, origin text not null, epoch INT not null,
    seq INT not null, head text not null, applied_seq INT not null, checkpoint text, checkpoint_seq INT not null)`,
  `create index logs_by_subject on logs (subject, origin)`,
  `create table log_entries (
    log INT not null references logs (number), seq INT not null, header text not null, salt text, payload text, primary key (log, seq))`,
  `create table entry_faults (
    log INT not null references logs (number), seq INT not null, state text not null, code text not null, detail text not null,
    about text not null default '', waits_for text not null default '', tries INT not null, since_at text not null, primary key (log, seq))`,
  `create index entry_faults_by_need on entry_faults (waits_for) where state = 'pending'`,
  `create index entry_faults_by_object on entry_faults (about)`,
  `create table cursors (
    node text not null, log INT not null references logs (number), held_seq INT not null, held_head text not null, held_at text not null,
    primary key (node, log))`,
  `create table receipts (
    log INT not null references logs (number), holder text not null, seq INT not null, at text not null, jws text not null,
    primary key (log, holder, seq))`,
  `create table received_requests (
    node text not null, nonce text not null, expires_at text not null, status INT not null, answer text not null, primary key (node, nonce))`,
  `create index received_requests_by_expiry on received_requests (expires_at)`,
];

const pairing = [
  `create table pairing_invitations (
    id text primary key, secret_hash text not null unique, nonce text not null, created_by text not null, note text not null,
    created_at text not null, expires_at text not null, used_at text, used_by text, revoked_at text)`,
  `create table partnerships (
    id text primary key, node text not null unique, state text not null, reason text not null, is_inviter INT not null,
    inviter_nonce text not null, invitee_nonce text not null, confirm_positions text not null, confirm_tries INT not null,
    address_url text not null, address_pin text, accepted_host text not null, announced_version INT not null,
    confirmed_by_us_at text, confirmed_by_partner_at text, created_at text not null, changed_at text not null)`,
];

const channels = [
  `create table channels (
    id text primary key, did text not null unique, host text not null, name text not null, topic text not null, perimeter text not null,
    state text not null, audience_version INT not null, created_at text not null)`,
  `create table channel_nodes (
    channel_id text not null references channels (id), node text not null, state text not null, invite text, acted_by text,
    reason text not null, changed_at text not null, primary key (channel_id, node))`,
  `create index channel_nodes_by_node on channel_nodes (node)`,
  `create table channel_people (
    channel_id text not null references channels (id), person_id text not null references people (id), node text not null,
    is_announced INT not null, added_at text not null, primary key (channel_id, person_id))`,
  `create index channel_people_by_person on channel_people (person_id)`,
  `create table share_invitations (
    id text primary key, host text not null, channel_did text not null, name text not null, topic text not null, activity text not null unique,
    state text not null, received_at text not null, decided_at text)`,
  `create index share_invitations_by_channel on share_invitations (channel_did, state)`,
];

const objects = [
  `create table objects (
    id text primary key, did text not null, channel_id text not null references channels (id), owner text not null, author_id text,
    thread_id text, in_reply_to text, content text, version INT not null, log INT, seq INT,
    published_at text not null, sort_at text not null, edited_at text, deleted_at text)`,
  `create index objects_by_channel on objects (channel_id, sort_at, id)`,
  `create index objects_by_did on objects (channel_id, did)`,
  `create index objects_by_thread on objects (thread_id, sort_at, id) where thread_id is not null`,
  `create table object_versions (
    object_id text not null references objects (id), version INT not null, content text not null, log INT, seq INT, at text not null,
    primary key (object_id, version))`,
  `create table reactions (
    object_id text not null references objects (id), person_id text not null references people (id), node text not null, emoji text not null, at text not null,
    primary key (object_id, person_id, emoji))`,
  `create table reaction_entries (
    object_id text not null references objects (id), log INT not null, seq INT not null, primary key (object_id, log, seq))`,
];

const search = {
  sqlite: [
    `create table search_documents (number integer primary key autoincrement, object_id text not null unique, channel_id text not null) strict`,
    `create virtual table search_index using fts5 (text, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 2')`,
  ],
  postgres: [
    `create table search_documents (
      number bigint generated always as identity primary key, object_id text not null unique, channel_id text not null, terms tsvector not null)`,
    `create index search_documents_by_term on search_documents using gin (terms)`,
  ],
};

const http = [
  `create table idempotency_keys (
    person_id text not null, key text not null, fingerprint text not null, status INT not null, body text not null, expires_at text not null,
    primary key (person_id, key))`,
  `create index idempotency_keys_by_expiry on idempotency_keys (expires_at)`,
];

function inDialect(statement: string, dialect: Dialect): string {
  const isTable = statement.startsWith('create table');
  const text = statement
    .replaceAll('SERIAL', dialect === 'sqlite' ? 'integer primary key autoincrement' : 'bigint generated always as identity primary key')
    .replaceAll(' INT ', dialect === 'sqlite' ? ' integer ' : ' bigint ')
    .replaceAll(' INT,', dialect === 'sqlite' ? ' integer,' : ' bigint,');
  return dialect === 'sqlite' && isTable ? `${text} strict` : text;
}

// Text must compare by bytes on both databases, or cursors would skip rows where a locale sorts differently.
function collate(statement: string, dialect: Dialect): string {
  return dialect === 'postgres' && statement.startsWith('create table') ? statement.replaceAll(/ text\b/g, ' text collate "C"') : statement;
}

export async function foundation(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const tables = [...identity, ...audit, ...people, ...replication, ...pairing, ...channels, ...objects, ...http];
  for (const statement of tables) await sql.raw(collate(inDialect(statement, dialect), dialect)).execute(db);
  for (const statement of search[dialect]) await sql.raw(statement).execute(db);
}
