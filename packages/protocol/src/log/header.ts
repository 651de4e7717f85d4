import { createHash } from 'node:crypto';
import * as z from 'zod';
import { logIdPattern } from '../identifiers/ids.ts';

/** What an entry is about, in words coarse enough to survive the erasure of its payload (rule LOG-3). */
export const entryKinds = ['object', 'reaction', 'channel', 'partnership'] as const;
export type EntryKind = (typeof entryKinds)[number];

/** A SHA-256 in base64url without padding: 43 characters, the last one carrying only four bits. */
export const hashText = z.string().regex(/^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/);
/** 128 bits in base64url without padding. */
export const saltText = z.string().regex(/^[A-Za-z0-9_-]{21}[AQgw]$/);
const instant = '\\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])T(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d\\.\\d{3}Z';
/** RFC 3339 in UTC with milliseconds: the only form of time in headers and payloads (rule LOG-4). */
export const instantText = z.string().regex(new RegExp(`^${instant}$`));
export const seqNumber = z.int().min(1).max(Number.MAX_SAFE_INTEGER);
/** Pseudonym of the person behind an entry: 96 bits of a keyed hash, known to the origin alone (rule LOG-5). */
export const pseudonymText = z.string().regex(/^[A-Za-z0-9_-]{16}$/);

export const entryHeader = z.strictObject({
  log: z.string().regex(logIdPattern),
  seq: seqNumber,
  prev: hashText,
  time: instantText,
  actor: pseudonymText,
  kind: z.enum(entryKinds),
  digest: hashText,
});
export type EntryHeader = z.infer<typeof entryHeader>;

/** The exact text of a header: members in this order, no white space (rule LOG-2). */
export function writeHeader(header: EntryHeader): string {
  const { log, seq, prev, time, actor, kind, digest } = header;
  return JSON.stringify({ log, seq, prev, time, actor, kind, digest });
}

const exactHeader = new RegExp(
  '^\\{"log":"([^"\\\\]{1,256})","seq":([1-9][0-9]{0,15}),"prev":"([A-Za-z0-9_-]{42}[AEIMQUYcgkosw048])",' +
    `"time":"(${instant})","actor":"([A-Za-z0-9_-]{16})","kind":"(${entryKinds.join('|')})",` +
    '"digest":"([A-Za-z0-9_-]{42}[AEIMQUYcgkosw048])"\\}$',
);

/**
 * Reads a header in the one form that `writeHeader` gives (rule LOG-2); undefined for any other text. Every byte is
 * accounted for, so there is nothing for a JSON parser to find: no second member, no escape, no white space.
 */
export function readHeader(text: string): EntryHeader | undefined {
  const match = exactHeader.exec(text);
  if (match === null) return undefined;
  const [, log, seqText, prev, time, actor, kind, digest] = match as unknown as [string, string, string, string, string, string, EntryKind, string];
  const seq = Number(seqText);
  return Number.isSafeInteger(seq) ? { log, seq, prev, time, actor, kind, digest } : undefined;
}

/** head(0): a log's name hashed, so that even an empty log has a head of its own (rule LOG-6). */
export function genesisHead(log: string): string {
  return createHash('sha256').update(log).digest('base64url');
}

/** head(n) = SHA-256 of the bytes of header n, base64url (rule LOG-6). */
export function headOf(headerText: string): string {
  return createHash('sha256').update(headerText).digest('base64url');
}

/** SHA-256(salt ‖ payload): commits to the payload, and tells nothing about it once the salt is erased (rule LOG-7). */
export function payloadDigest(salt: string, payload: string): string {
  return createHash('sha256').update(salt, 'base64url').update(payload).digest('base64url');
}
