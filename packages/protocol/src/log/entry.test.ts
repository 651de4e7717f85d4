import { describe, expect, it } from 'vitest';
import { genesis, verifyEntry, writeEntry, type Entry, type Position } from './entry.ts';
import { entryHeader, payloadDigest, readHeader, writeHeader, type EntryHeader } from './header.ts';

const node = 'did:key:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2';
const log = `${node}/logs/z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK.0192f0c1-7b7e-7000-8000-000000000001.0`;
const salt = 'AAAAAAAAAAAAAAAAAAAAAA';

function chain(payloads: readonly string[]): { entries: Entry[]; end: Position } {
  let position = genesis(log);
  const entries = payloads.map((payload) => {
    const written = writeEntry({ log, after: position, time: '2026-11-23T13:20:00.000Z', actor: 'AAAAAAAAAAAAAAAA', kind: 'object', salt, payload });
    position = written.position;
    return written.entry;
  });
  return { entries, end: position };
}

describe('a chain of entries', () => {
  it('[LOG-6] verifies from its genesis to its head', () => {
    const { entries, end } = chain(['{"n":1}', '{"n":2}', '{"n":3}']);
    let position = genesis(log);
    for (const entry of entries) {
      const { fields, head } = verifyEntry(entry, log, position);
      position = { seq: fields.seq, head };
    }
    expect(position).toEqual(end);
  });

  it('[LOG-8] verifies when a payload has been erased with its salt', () => {
    const { entries } = chain(['{"n":1}']);
    expect(() => verifyEntry({ ...(entries[0] as Entry), salt: null, payload: null }, log, genesis(log))).not.toThrow();
  });

  const [entry] = chain(['{"n":1}']).entries as [Entry];
  const refusals: [string, Entry, string][] = [
    ['another payload', { ...entry, payload: '{"n":2}' }, 'payload-mismatch'],
    ['another salt', { ...entry, salt: 'BAAAAAAAAAAAAAAAAAAAAA' }, 'payload-mismatch'],
    ['a payload without its salt', { ...entry, salt: null }, 'payload-mismatch'],
    ['white space in the header', { ...entry, header: entry.header.replace(',', ', ') }, 'invalid-header'],
    ['a member twice', { ...entry, header: entry.header.replace('{', '{"seq":1,') }, 'invalid-header'],
    ['members in another order', { ...entry, header: entry.header.replace(/("seq":1),("prev":"[^"]+")/, '$2,$1') }, 'invalid-header'],
    ['a sequence of 0', { ...entry, header: entry.header.replace('"seq":1', '"seq":0') }, 'invalid-header'],
    ['a negative sequence', { ...entry, header: entry.header.replace('"seq":1', '"seq":-1') }, 'invalid-header'],
    ['a sequence beyond 2^53', { ...entry, header: entry.header.replace('"seq":1', '"seq":9007199254740993') }, 'invalid-header'],
    ['a gap', { ...entry, header: entry.header.replace('"seq":1', '"seq":2') }, 'broken-chain'],
    ['another log', { ...entry, header: entry.header.replace('.0"', '.1"') }, 'broken-chain'],
  ];
  it.each(refusals)('[LOG-9] refuses %s', (_what, bad, code) => {
    expect(() => verifyEntry(bad, log, genesis(log))).toThrow(expect.objectContaining({ code }));
  });

  it('[LOG-9] refuses an entry that follows another history', () => {
    const other = chain(['{"n":9}', '{"n":2}']);
    const mine = chain(['{"n":1}']);
    expect(() => verifyEntry(other.entries[1] as Entry, log, mine.end)).toThrow(expect.objectContaining({ code: 'broken-chain' }));
  });
});

describe('readHeader', () => {
  const header: EntryHeader = { log, seq: 7, prev: payloadDigest(salt, 'a'), time: '2026-11-23T13:20:00.000Z', actor: 'AAAAAAAAAAAAAAAA', kind: 'reaction', digest: payloadDigest(salt, 'b') };

  it('[LOG-2] reads what writeHeader wrote, and agrees with the schema', () => {
    const text = writeHeader(header);
    expect(readHeader(text)).toEqual(header);
    expect(entryHeader.parse(JSON.parse(text))).toEqual(header);
  });

  it.each([
    ['a kind that does not exist', writeHeader({ ...header, kind: 'secret' as 'object' })],
    ['a time that does not exist', writeHeader({ ...header, time: '2026-13-23T13:20:00.000Z' })],
    ['a hash with stray bits at its end', writeHeader({ ...header, digest: `${header.digest.slice(0, 42)}B` })],
    ['a line end after it', `${writeHeader(header)}\n`],
  ])('[LOG-2] refuses %s', (_what, text) => expect(readHeader(text)).toBeUndefined());
});
