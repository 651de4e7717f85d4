import { Problem } from '../problem.ts';
import { MAX_PAYLOAD_BYTES } from '../vocabulary/activities.ts';
import { genesisHead, headOf, payloadDigest, readHeader, writeHeader, type EntryHeader, type EntryKind } from './header.ts';

/** One entry as it is stored, sent and relayed: exact texts, never re-serialised (rule LOG-1). */
export type Entry = {
  readonly header: string;
  /** null with the payload once both are erased; the header stays, so that the chain still verifies (rule LOG-8). */
  readonly salt: string | null;
  readonly payload: string | null;
};

/** Where a log stands: how many entries it has and the head of the last one. */
export type Position = { readonly seq: number; readonly head: string };

/** The position before a log's first entry. */
export function genesis(log: string): Position {
  return { seq: 0, head: genesisHead(log) };
}

export type EntryDraft = {
  readonly log: string;
  readonly after: Position;
  readonly time: string;
  readonly actor: string;
  readonly kind: EntryKind;
  readonly salt: string;
  readonly payload: string;
};

/** Writes the entry that follows `after`, and the position it leads to (rules LOG-2, LOG-6, LOG-7). */
export function writeEntry(draft: EntryDraft): { entry: Entry; position: Position } {
  const seq = draft.after.seq + 1;
  const header = writeHeader({
    log: draft.log,
    seq,
    prev: draft.after.head,
    time: draft.time,
    actor: draft.actor,
    kind: draft.kind,
    digest: payloadDigest(draft.salt, draft.payload),
  });
  return { entry: { header, salt: draft.salt, payload: draft.payload }, position: { seq, head: headOf(header) } };
}

export type VerifiedEntry = Entry & { readonly fields: EntryHeader; readonly head: string };

function refuse(code: string, detail: string): never {
  throw new Problem({ status: 422, code, title: 'The page does not continue the log', detail });
}

/** No text has fewer bytes than code units, nor more than three for each. */
function isTooLong(payload: string): boolean {
  return payload.length * 3 > MAX_PAYLOAD_BYTES && Buffer.byteLength(payload) > MAX_PAYLOAD_BYTES;
}

/**
 * Checks that `entry` continues `log` at `after` and that its payload is the one its header commits to.
 * Says nothing of who wrote it: that is the checkpoint's to vouch for (rule LOG-9).
 * @throws Problem 422 `invalid-header`, `broken-chain`, `payload-mismatch` or `payload-too-long` (rule LOG-14)
 */
export function verifyEntry(entry: Entry, log: string, after: Position): VerifiedEntry {
  const fields = readHeader(entry.header);
  if (fields === undefined) return refuse('invalid-header', 'A header is not in the exact form of rule LOG-2.');
  if (fields.log !== log || fields.seq !== after.seq + 1 || fields.prev !== after.head) {
    return refuse('broken-chain', `Entry ${fields.seq} does not follow position ${after.seq}.`);
  }
  if ((entry.payload === null) !== (entry.salt === null)) return refuse('payload-mismatch', 'Payload and salt are erased together.');
  if (entry.payload !== null && isTooLong(entry.payload)) return refuse('payload-too-long', `A payload has at most ${MAX_PAYLOAD_BYTES} bytes.`);
  if (entry.payload !== null && entry.salt !== null && payloadDigest(entry.salt, entry.payload) !== fields.digest) {
    return refuse('payload-mismatch', `The payload of entry ${fields.seq} is not the one its header commits to.`);
  }
  return { ...entry, fields, head: headOf(entry.header) };
}
