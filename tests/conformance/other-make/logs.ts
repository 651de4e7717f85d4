import { randomBytes } from 'node:crypto';
import { instant, readStatement, sha256, state, type Document, type OtherIdentity } from './identity.ts';

export type Item = { readonly header: string; readonly salt: string | null; readonly payload: string | null };
export type Page = { readonly type: string; readonly partOf: string; readonly startIndex: number; readonly orderedItems: readonly Item[]; readonly checkpoint: string };
export type Log = { readonly id: string; readonly items: Item[]; head: string };

export function openLog(id: string): Log {
  return { id, items: [], head: sha256(id) };
}

const HEADER = /^\{"log":"([^"]+)","seq":(\d+),"prev":"([\w-]{43})","time":"[\dT:.Z-]{24}","actor":"[\w-]{16}","kind":"(?:object|reaction|channel|partnership)","digest":"([\w-]{43})"\}$/;

/** Adds an entry of our own (rules LOG-2, LOG-6, LOG-7); `members` are those that the kind of activity has. */
export function append(log: Log, { kind, actor, ...members }: { kind: string; actor: string; type: string } & Record<string, unknown>): string {
  const seq = log.items.length + 1;
  const id = `${log.id}/${seq}`;
  const payload = JSON.stringify({ '@context': 'https://www.w3.org/ns/activitystreams', id, actor, published: instant(), ...members });
  const salt = randomBytes(16);
  const pseudonym = sha256(log.id, actor, 'a secret of ours').slice(0, 16);
  const header = `{"log":"${log.id}","seq":${seq},"prev":"${log.head}","time":"${instant()}","actor":"${pseudonym}","kind":"${kind}","digest":"${sha256(salt, payload)}"}`;
  log.items.push({ header, salt: salt.toString('base64url'), payload });
  log.head = sha256(header);
  return id;
}

/** Everything after a position, vouched for (rules REP-3, LOG-10). */
export async function pageAfter(log: Log, after: number, identity: OtherIdentity): Promise<Page> {
  const statement = { log: log.id, seq: log.items.length, head: log.head, time: instant(), seen: [] };
  const checkpoint = await state('adjoin-checkpoint+jws', statement, identity);
  return { type: 'OrderedCollectionPage', partOf: log.id, startIndex: after + 1, orderedItems: log.items.slice(after), checkpoint };
}

/** Checks a page of a partner and adds what of it is new (rule LOG-9). */
export async function take(log: Log, page: Page, author: Document): Promise<void> {
  const signed = await readStatement<{ log: string; seq: number; head: string }>(page.checkpoint, 'adjoin-checkpoint+jws', author);
  for (const item of page.orderedItems.slice(log.items.length + 1 - page.startIndex)) {
    const [, id, seq, prev, digest] = HEADER.exec(item.header) ?? [];
    const isNext = id === log.id && Number(seq) === log.items.length + 1 && prev === log.head;
    const isWhole = item.payload === null ? item.salt === null : sha256(Buffer.from(item.salt ?? '', 'base64url'), item.payload) === digest;
    if (!isNext || !isWhole) throw new Error(`entry ${seq} does not follow`);
    log.items.push(item);
    log.head = sha256(item.header);
  }
  if (signed.log !== log.id || signed.seq !== log.items.length || signed.head !== log.head) throw new Error('the checkpoint does not vouch for this');
}
