import { activityId, channelDid } from '@adjoin/protocol/identifiers/ids';
import { signCheckpoint, type SigningKey } from '@adjoin/protocol/log/checkpoint';
import { headOf, payloadDigest, writeHeader, type EntryHeader } from '@adjoin/protocol/log/header';
import { ACTIVITY_STREAMS } from '@adjoin/protocol/vocabulary/objects';
import { ada, alder, alderNote, ben, birch, birchNote, channel, mallory, noonPlus, sixteenBytes, uuid } from '../cast.ts';
import { statusOf } from '../status-of.ts';
import { alderChannelLog, birchChannelLog, type WrittenLog } from './log-entries.ts';
import { pageOf } from './requests.ts';

type Item = { readonly header: string; readonly salt: string | null; readonly payload: string | null };
type Page = { readonly type: string; readonly partOf: string; readonly startIndex: number; readonly orderedItems: readonly Item[]; readonly checkpoint: string };
type Case = readonly [rule: string, name: string, page: object, code: string];

/** How much of Alder's log the receiver holds when each page comes. */
const HELD = 6;

/** Pages that Birch refuses of Alder, although Alder has signed the request and, where nothing else is said, the checkpoint. */
export function renderRefusedPages(): object {
  const log = alderChannelLog();
  const cases = [...refusedHeaders(log), ...refusedPayloads(log), ...refusedCheckpoints(log), ...refusedLogs(log), ...refusedAuthority(log), ...refusedJson(log)];
  return {
    description:
      `Birch is paired with Alder, shares the channel, and holds entries 1 to ${HELD} of Alder's log of it (log.json, \`held\`). ` +
      'Each page comes alone, in a request that Alder signed; the answer is the problem, and the log still ends where it did. `deferred` pages are answered 200.',
    held: pageOf(log, HELD),
    refused: cases.map(([rule, name, page, code]) => ({ rule, name, page, status: statusOf(code), code })),
    deferred: [{ rule: 'REP-5', name: 'a gap', page: following(log, { from: HELD + 2 }), code: 'gap' }],
    duplicate: [{ rule: 'REP-6', name: 'what is held', page: following(log, { from: 3, to: 5 }) }, { rule: 'LOG-9', name: 'what is held and more', page: following(log, { from: 3 }), isMore: true }],
  };
}

/** The true entries from `from` to `to`, and a checkpoint at their end. */
function following(log: WrittenLog, { from = HELD + 1, to = log.entries.length }: { from?: number; to?: number } = {}): Page {
  const orderedItems = log.entries.slice(from - 1, to).map(({ header, salt, payload }) => ({ header, salt, payload }));
  const head = log.entries[to - 1]?.head ?? '';
  return { type: 'OrderedCollectionPage', partOf: log.id, startIndex: from, orderedItems, checkpoint: vouch(log.id, { seq: to, head }) };
}

function vouch(log: string, { seq, head }: { seq: number; head: string }, by: SigningKey = alder.signing): string {
  return signCheckpoint({ log, seq, head, time: noonPlus(60), seen: [] }, by);
}

/** A page of the one entry after those held, with this text as its header. */
function withHeader(log: WrittenLog, change: (header: string) => string): object {
  const [entry] = following(log, { to: HELD + 1 }).orderedItems as [Item];
  const header = change(entry.header);
  return { ...following(log), orderedItems: [{ ...entry, header }], checkpoint: vouch(log.id, { seq: HELD + 1, head: headOf(header) }) };
}

function refusedHeaders(log: WrittenLog): Case[] {
  const refuse = (name: string, change: (header: string) => string, code = 'invalid-header'): Case =>
    [code === 'invalid-header' ? 'LOG-2' : 'LOG-9', name, withHeader(log, change), code];
  const broken = 'broken-chain';
  return [
    refuse('white space in a header', (header) => header.replace(',', ', ')),
    refuse('a line end after a header', (header) => `${header}\n`),
    refuse('a member twice in a header', (header) => header.replace('{', `{"seq":${HELD + 1},`)),
    refuse('members in another order', (header) => header.replace(/("seq":\d+),("prev":"[^"]+")/, '$2,$1')),
    refuse('an escape in a header', (header) => header.replace('"object"', String.raw`"obj\u0065ct"`)),
    refuse('a number in another spelling', (header) => header.replace(`"seq":${HELD + 1}`, `"seq":${HELD + 1}.0`)),
    refuse('a negative number', (header) => header.replace(`"seq":${HELD + 1}`, `"seq":-${HELD + 1}`)),
    refuse('a number beyond 2^53', (header) => header.replace(`"seq":${HELD + 1}`, '"seq":9007199254740993')),
    refuse('a kind that there is not', (header) => header.replace('"kind":"object"', '"kind":"secret"')),
    refuse('a time that there is not', (header) => header.replace(/T\d\d:/, 'T24:')),
    refuse('a time without milliseconds', (header) => header.replace('.000Z', 'Z')),
    refuse('a hash with stray bits', (header) => header.replace(/("digest":"[^"]{42})./, '$1B')),
    refuse('a number left out', (header) => header.replace(`"seq":${HELD + 1}`, `"seq":${HELD + 2}`), broken),
    refuse('another history before it', (header) => header.replace(/"prev":"[^"]+"/, `"prev":"${log.entries[0]?.head}"`), broken),
    refuse('a header of another log', (header) => header.replace('.0"', '.1"'), broken),
  ];
}

function refusedPayloads(log: WrittenLog): Case[] {
  const page = following(log, { to: HELD + 2 });
  const [entry, ...rest] = page.orderedItems as [Item, ...Item[]];
  const refuse = (name: string, changes: Partial<Item>): Case => ['LOG-9', name, { ...page, orderedItems: [{ ...entry, ...changes }, ...rest] }, 'payload-mismatch'];
  return [
    refuse('another payload', { payload: entry.payload?.replace('40', '41') ?? '' }),
    refuse('another salt', { salt: sixteenBytes(0xff) }),
    refuse('a payload without its salt', { salt: null }),
    refuse('a salt without its payload', { payload: null }),
  ];
}

function refusedCheckpoints(log: WrittenLog): Case[] {
  const page = following(log, { to: HELD + 1 });
  const { seq, head } = log.entries[HELD] as WrittenLog['entries'][number];
  const end = { seq, head };
  const cases: [rule: string, name: string, checkpoint: string, code: string][] = [
    ['LOG-11', 'the checkpoint of somebody whom nobody knows', vouch(log.id, end, mallory.signing), 'proof-required'],
    ['LOG-11', 'the checkpoint of another key under this name', vouch(log.id, end, { kid: alder.signing.kid, key: mallory.signing.key }), 'proof-required'],
    ['REP-5', 'a checkpoint of another log', vouch(log.id.replace('.0', '.1'), end), 'checkpoint-mismatch'],
    ['REP-5', 'a checkpoint at another position', vouch(log.id, { ...end, seq: end.seq - 1 }), 'checkpoint-mismatch'],
    ['REP-5', 'a checkpoint of another head', vouch(log.id, { ...end, head: log.entries[0]?.head ?? '' }), 'checkpoint-mismatch'],
  ];
  return cases.map(([rule, name, checkpoint, code]) => [rule, name, { ...page, checkpoint }, code]);
}

function refusedLogs(log: WrittenLog): Case[] {
  const page = following(log, { to: HELD + 1 });
  const [first] = following(log, { from: HELD, to: HELD }).orderedItems as [Item];
  const header = first.header.replace('"kind":"object"', '"kind":"channel"');
  const forked = { ...page, startIndex: HELD, orderedItems: [{ ...first, header }], checkpoint: vouch(log.id, { seq: HELD, head: headOf(header) }) };
  const elsewhere = log.id.replace(/[0-9a-f-]{36}/, '019ab000-0000-7000-8000-0000000000cf');
  return [
    ['REP-5', 'another entry where one is held: a fork', forked, 'fork'],
    ['REP-5', "a third node's log", { ...page, partOf: log.id.replace(alder.did, mallory.did) }, 'actor-mismatch'],
    ['REP-5', "the receiver's own log", { ...page, partOf: birchChannelLog().id }, 'not-found'],
    ['REP-5', 'a log of a channel that is not shared', { ...page, partOf: elsewhere }, 'not-found'],
    ['PAIR-13', 'a partnership log with somebody else', { ...page, partOf: `${alder.did}/logs/${mallory.did.slice(8)}.partnership.0` }, 'not-found'],
  ];
}

/** A page of one new entry whose payload Alder has truly written and vouched for. */
function written(log: WrittenLog, change: (payload: string) => string): object {
  const [entry] = following(log, { to: HELD + 1 }).orderedItems as [Item];
  const salt = entry.salt ?? '';
  const payload = change(entry.payload ?? '');
  const fields = JSON.parse(entry.header) as EntryHeader;
  const header = writeHeader({ ...fields, digest: payloadDigest(salt, payload) });
  return { ...following(log), orderedItems: [{ header, salt, payload }], checkpoint: vouch(log.id, { seq: HELD + 1, head: headOf(header) }) };
}

function refusedAuthority(log: WrittenLog): Case[] {
  const activity = { '@context': ACTIVITY_STREAMS, id: activityId(log.id, HELD + 1), actor: ada, published: noonPlus(HELD + 1) };
  const note = { id: alderNote(4), type: 'Note', attributedTo: ada, content: 'x', mediaType: 'text/markdown', context: channel, published: noonPlus(HELD + 1) };
  const foreignChannel = channelDid(birch.did, uuid(0xc3));
  const [actor, origin] = ['actor-mismatch', 'origin-mismatch'];
  const cases: [rule: string, name: string, changes: object, code: string][] = [
    ['REP-5', 'an actor of the other company', { actor: ben }, actor],
    ['REP-5', 'an actor that is none', { actor: null }, actor],
    ['ID-5', "another entry's id", { id: activityId(log.id, HELD) }, origin],
    ['ID-5', 'an id in the other company’s log', { id: activityId(birchChannelLog().id, 9) }, origin],
    ['REP-14', 'a note under the other company', { object: { ...note, id: birchNote(4) } }, origin],
    ['REP-5', 'a note said to be by the other company', { object: { ...note, attributedTo: ben } }, actor],
    ['REP-14', "an edit of the other company's note", { type: 'Update', object: { id: birchNote(1), type: 'Note', content: 'x', mediaType: 'text/markdown', updated: noonPlus(7) } }, origin],
    ['REP-14', "a deletion of the other company's note", { type: 'Delete', object: { id: birchNote(1), type: 'Tombstone', deleted: noonPlus(7) } }, origin],
    ['REP-14', 'a person of the other company', { type: 'Add', object: { id: ben, type: 'Person', name: 'Ben' }, target: channel }, origin],
    ['REP-14', 'the other company itself', { type: 'Update', object: { id: birch.did, type: 'Organization', document: birch.jws } }, origin],
    ['REP-14', "the other company's channel", { type: 'Update', object: { id: foreignChannel, type: 'Group', name: 'Deliveries', summary: '' } }, origin],
    ['REP-14', "a company into the other company's channel", { type: 'Add', object: { id: alder.did, type: 'Organization', document: alder.jws }, target: foreignChannel }, origin],
  ];
  return cases.map(([rule, name, changes, code]) => [rule, name, written(log, () => JSON.stringify({ ...activity, type: 'Create', object: note, ...changes })), code]);
}

function refusedJson(log: WrittenLog): Case[] {
  const cases: [rule: string, name: string, change: (payload: string) => string, code: string][] = [
    ['JSON-1', 'a payload that is not JSON', () => '{', 'invalid-json'],
    ['JSON-2', 'a payload with a member twice', (payload) => payload.replace('{', '{"actor":"x",'), 'duplicate-member'],
    ['JSON-3', 'a payload with a number beyond 2^53', (payload) => payload.replace('{', '{"n":9007199254740993,'), 'unsafe-number'],
    ['JSON-4', 'a payload with half of a character', (payload) => payload.replace('{', String.raw`{"n":"\ud83d",`), 'lone-surrogate'],
    ['JSON-5', 'a payload with a forbidden member', (payload) => payload.replace('{', '{"__proto__":{},'), 'forbidden-member'],
    ['JSON-6', 'a payload that is too deep', (payload) => payload.replace('{', `{"n":${'['.repeat(33)}${']'.repeat(33)},`), 'too-deep'],
  ];
  return cases.map(([rule, name, change, code]) => [rule, name, written(log, change), code]);
}
