import { createHash } from 'node:crypto';
import { activityId, parseLogId } from '@adjoin/protocol/identifiers/ids';
import { genesis, verifyEntry, type Entry } from '@adjoin/protocol/log/entry';
import { payloadDigest, readHeader, writeHeader } from '@adjoin/protocol/log/header';
import { MAX_PAYLOAD_BYTES, activityName, channelActivities, partnershipActivities } from '@adjoin/protocol/vocabulary/activities';
import { decodeJwt } from 'jose';
import { describe, expect, it } from 'vitest';
import type { ZodType } from 'zod';
import { applyAll, digestOf } from './other-make/channel-copy.ts';
import { readVectors } from './read-spec.ts';

type Written = Entry & { activity: string | null; seq: number; head: string };
type Log = { id: string; origin: string; entries: Written[] };
type Vectors = {
  genesis: { log: string; head: string };
  payloadDigest: { salt: string; payload: string; digest: string };
  logs: Log[];
  checkpoints: { seq: number; jws: string }[];
  channelDigest: { lines: string[]; digest: string };
};

const vectors = readVectors('log') as Vectors;
const [host, member] = vectors.logs as [Log, Log];
const sha256 = (...parts: (string | Buffer)[]): string => createHash('sha256').update(Buffer.concat(parts.map((part) => Buffer.from(part as string)))).digest('base64url');
const name = (log: Log): string => log.id.replaceAll(/did:key:z6Mk\w+/g, '…').replaceAll(/z6Mk\w+/g, '…');

describe.each(vectors.logs.map((log): [string, Log] => [name(log), log]))('the log %s', (_name, { id, origin, entries }) => {
  it('[LOG-6] is a chain, by its texts alone', () => {
    let prev = sha256(id);
    for (const { header, salt, payload, seq, head } of entries) {
      const { time, actor, kind, digest } = JSON.parse(header) as Record<string, string>;
      expect(header).toBe(`{"log":"${id}","seq":${seq},"prev":"${prev}","time":"${time}","actor":"${actor}","kind":"${kind}","digest":"${digest}"}`);
      expect([digest, null]).toContain(salt === null || payload === null ? null : sha256(Buffer.from(salt, 'base64url'), payload));
      prev = sha256(header);
      expect(head).toBe(prev);
    }
  });

  it('[LOG-9] is accepted entry by entry', () => {
    let position = genesis(id);
    for (const entry of entries) {
      const { header, salt, payload } = entry;
      const verified = verifyEntry({ header, salt, payload }, id, position);
      expect([verified.fields.seq, verified.head]).toEqual([entry.seq, entry.head]);
      expect(writeHeader(verified.fields)).toBe(header);
      position = { seq: verified.fields.seq, head: verified.head };
    }
  });

  it('[VOC-3] says only what the vocabulary knows, each activity under the name of its place', () => {
    const schemas: Readonly<Record<string, ZodType>> = parseLogId(id)?.kind === 'channel' ? channelActivities : partnershipActivities;
    for (const { payload, activity, seq, header } of entries) {
      if (payload === null) continue;
      const parsed = JSON.parse(payload) as { id: string; actor: string };
      expect(activityName(parsed)).toBe(activity);
      expect(schemas[activity ?? '']?.safeParse(parsed)).toMatchObject({ success: true });
      expect([parsed.id, parsed.actor.startsWith(`${origin}/people/`)]).toEqual([activityId(id, seq), true]);
      expect(readHeader(header)?.kind).toBe(kindOf(activity ?? ''));
    }
  });
});

/** The third column of the tables of VOC-2. */
function kindOf(activity: string): string {
  if (activity in partnershipActivities) return 'partnership';
  if (/Note|Tombstone/.test(activity)) return 'object';
  return /Like/.test(activity) ? 'reaction' : 'channel';
}

describe('the logs together', () => {
  it('[VOC-2] hold every kind of activity', () => {
    const told = new Set(vectors.logs.flatMap(({ entries }) => entries.map(({ activity }) => activity)));
    const all = [...Object.keys(channelActivities), ...Object.keys(partnershipActivities)];
    expect(all.filter((activity) => !told.has(activity))).toEqual([]);
  });

  it('[LOG-8] keep the chain where an entry is erased', () => {
    const [erased, ...others] = host.entries.filter(({ payload }) => payload === null) as [Written];
    expect([others.length, erased.salt, readHeader(erased.header)?.seq]).toEqual([0, null, 10]);
  });

  it('[LOG-6] begin at the hash of their name, and [LOG-7] digest salt and payload as bytes', () => {
    expect(genesis(vectors.genesis.log)).toEqual({ seq: 0, head: vectors.genesis.head });
    const { salt, payload, digest } = vectors.payloadDigest;
    expect([payloadDigest(salt, payload), sha256(Buffer.from(salt, 'base64url'), payload)]).toEqual([digest, digest]);
  });

  it.each(vectors.checkpoints)('[LOG-10] are vouched for at $seq', ({ seq, jws }) => {
    expect(decodeJwt(jws)).toMatchObject({ log: host.id, seq, head: host.entries[seq - 1]?.head });
  });

  it('[DIG-1] make the same channel in whichever order they come', () => {
    for (const order of [[host, member], [member, host]]) {
      const copy = new Map();
      applyAll(copy, order.flatMap(({ entries }) => entries.map(({ payload }) => payload)));
      expect(digestOf(copy)).toEqual({ lines: vectors.channelDigest.lines, digest: vectors.channelDigest.digest });
    }
  });
});

describe('payloads', () => {
  const withPayload = (payload: string): Entry => {
    const [entry] = member.entries as [Written];
    const fields = readHeader(entry.header);
    if (fields === undefined || entry.salt === null) throw new TypeError('the vector is whole');
    return { salt: entry.salt, payload, header: writeHeader({ ...fields, digest: payloadDigest(entry.salt, payload) }) };
  };

  it.each([['ASCII', 'x'], ['more bytes than letters', '€']])('[LOG-14] have at most so many bytes: %s', (_name, letter) => {
    const fitting = letter.repeat(Math.floor(MAX_PAYLOAD_BYTES / Buffer.byteLength(letter)));
    expect(verifyEntry(withPayload(fitting), member.id, genesis(member.id)).payload).toBe(fitting);
    const code = 'payload-too-long';
    expect(() => verifyEntry(withPayload(fitting + letter), member.id, genesis(member.id))).toThrow(expect.objectContaining({ status: 422, code }));
  });
});
