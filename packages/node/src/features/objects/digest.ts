import { createHash } from 'node:crypto';
import type { NodeContext } from '../../context.ts';
import type { Read } from '../../database/database.ts';
import { findPeople } from '../people/queries.ts';
import { listLogsOf } from '../replication/queries.ts';
import { DIGEST_PAGE, MAX_DIGEST_TRIES } from './limits.ts';
import { channelChanging } from './problems.ts';
import { listForDigest, listReactions } from './queries.ts';

export type LogHead = { readonly log: string; readonly seq: number; readonly head: string };
export type ChannelDigest = { readonly digest: string; readonly objects: number; readonly logs: LogHead[] };

type DigestObject = { readonly did: string; readonly version: number; readonly content: string | null };
type DigestReaction = { readonly person: string; readonly emoji: string };

/**
 * One line of a channel's digest (rule DIG-2), in UTF-8 and ended by a line feed, members parted by single spaces:
 *
 *     <object DID> deleted
 *     <object DID> <version> <SHA-256 of the content's UTF-8 bytes, base64url> [<person DID> <emoji>]…
 *
 * `version` is 1 for a new object and one more after each edit. Reactions are sorted by person DID, then by emoji, both
 * compared as UTF-8 bytes; neither holds a space. A deleted object's line says nothing else, so that a node which never
 * had more than the deletion writes the same.
 */
export function digestLine({ did, version, content }: DigestObject, reactions: readonly DigestReaction[]): string {
  if (content === null) return `${did} deleted\n`;
  const hash = createHash('sha256').update(content).digest('base64url');
  const sorted = reactions.map(({ person, emoji }) => `${person} ${emoji}`).toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  return `${[did, version, hash, ...sorted].join(' ')}\n`;
}

/**
 * What a channel holds, in one hash that every company in it computes alike from its own copy (rule DIG-1): SHA-256,
 * base64url, over the lines of all its objects, deleted ones as well, sorted by object DID as bytes. Two nodes whose
 * logs stand at the same heads and have nothing pending or quarantined get the same digest.
 *
 * Reads a page at a time and lets other work in between; begins anew if entries were stored meanwhile.
 * @throws Problem 503 `channel-changing`
 */
export async function digestChannel(context: Pick<NodeContext, 'database' | 'clock'>, channelId: string): Promise<ChannelDigest> {
  const db = context.database.read;
  for (let tries = 0; tries < MAX_DIGEST_TRIES; tries += 1) {
    const logs = await readHeads(db, channelId);
    const summed = await sumUp(context, channelId);
    if (JSON.stringify(await readHeads(db, channelId)) === JSON.stringify(logs)) return { ...summed, logs };
  }
  throw channelChanging();
}

async function readHeads(db: Read, channelId: string): Promise<LogHead[]> {
  const logs = await listLogsOf(db, channelId);
  return logs.map(({ id, seq, head }) => ({ log: id, seq, head }));
}

async function sumUp({ database, clock }: Pick<NodeContext, 'database' | 'clock'>, channelId: string): Promise<Omit<ChannelDigest, 'logs'>> {
  const hash = createHash('sha256');
  let objects = 0;
  for (let after = ''; ; ) {
    const page = await listForDigest(database.read, { channelId, after, limit: DIGEST_PAGE });
    const reactions = await reactionsOf(database.read, page.map(({ id }) => id));
    for (const object of page) hash.update(digestLine(object, reactions.get(object.id) ?? []));
    objects += page.length;
    const last = page.at(-1);
    if (last === undefined || page.length < DIGEST_PAGE) return { digest: hash.digest('base64url'), objects };
    after = last.did;
    await new Promise<void>((resolve) => clock.soon(resolve));
  }
}

async function reactionsOf(db: Read, ids: readonly string[]): Promise<Map<string, DigestReaction[]>> {
  const rows = await listReactions(db, ids);
  const people = await findPeople(db, rows.map(({ person_id }) => person_id));
  const byObject = new Map<string, DigestReaction[]>(ids.map((id) => [id, []]));
  for (const { object_id, person_id, emoji } of rows) byObject.get(object_id)?.push({ person: people.get(person_id)?.did ?? '', emoji });
  return byObject;
}
