import { activityId, channelLogId, partnershipLogId } from '@adjoin/protocol/identifiers/ids';
import { genesis, writeEntry, type Entry, type Position } from '@adjoin/protocol/log/entry';
import type { EntryKind } from '@adjoin/protocol/log/header';
import { pairingId } from '@adjoin/protocol/pairing/pairing-id';
import { signNodeDocument } from '@adjoin/protocol/pairing/node-document';
import { ACTIVITY_STREAMS } from '@adjoin/protocol/vocabulary/objects';
import { ada, alder, alderNote, ben, birch, birchNote, bot, cedar, channel, NOON_S, noonPlus, otherChannel, sixteenBytes, type Company } from '../cast.ts';
import { transcript } from './transcript.ts';

type Act = { readonly kind: EntryKind; readonly type: string; readonly actor?: string; readonly isErased?: boolean } & Readonly<Record<string, unknown>>;
export type WrittenEntry = Entry & { readonly seq: number; readonly head: string };
export type WrittenLog = { readonly id: string; readonly origin: string; readonly entries: readonly WrittenEntry[]; readonly end: Position };

/** Pseudonyms are keyed hashes that only the origin can make (rule LOG-5); to everybody else they are 96 bits. */
function pseudonymOf(actor: string): string {
  return Buffer.from(actor.slice(-12)).toString('base64url');
}

/** Writes a log of these acts, one a second from noon on, with salts that count. */
function write(origin: Company, id: string, acts: readonly Act[]): WrittenLog {
  const speaker = origin === alder ? ada : ben;
  let position = genesis(id);
  const entries = acts.map(({ kind, actor = speaker, isErased = false, type, ...members }, index) => {
    const time = noonPlus(index + 1);
    const payload = JSON.stringify({ '@context': ACTIVITY_STREAMS, id: activityId(id, index + 1), type, actor, published: time, ...members });
    const written = writeEntry({ log: id, after: position, time, actor: pseudonymOf(actor), kind, salt: sixteenBytes(index + 1), payload });
    position = written.position;
    const { header } = written.entry;
    return { seq: position.seq, head: position.head, header, ...(isErased ? { salt: null, payload: null } : { salt: written.entry.salt, payload }) };
  });
  return { id, origin: origin.did, entries, end: position };
}

const group = (name: string, summary: string) => ({ id: channel, type: 'Group', name, summary });
const company = ({ did, jws }: Company) => ({ id: did, type: 'Organization', document: jws });
const note = (id: string, { by, at, content, inReplyTo }: { by: string; at: number; content: string; inReplyTo?: string }) => ({
  id, type: 'Note', attributedTo: by, content, mediaType: 'text/markdown', context: channel, published: noonPlus(at), ...(inReplyTo === undefined ? {} : { inReplyTo }),
});

/** Every kind of activity that a channel's log may hold, by the host. Entry 10 is erased, because 12 deletes what it made. */
export function alderChannelLog(): WrittenLog {
  return write(alder, channelLogId({ origin: alder.did, channel, epoch: 0 }), [
    { kind: 'channel', type: 'Create', object: group('Deliveries', '') },
    { kind: 'channel', type: 'Add', object: { id: ada, type: 'Person', name: 'Ada' }, target: channel },
    { kind: 'channel', type: 'Add', object: { id: bot, type: 'Service', name: 'Stock bot' }, target: channel },
    { kind: 'channel', type: 'Add', object: company(birch), target: channel },
    { kind: 'channel', type: 'Add', object: company(cedar), target: channel },
    { kind: 'object', type: 'Create', object: note(alderNote(1), { by: ada, at: 6, content: 'Prices *as agreed*: 12.50 € 😀\n- "quoted" \\' }) },
    { kind: 'object', type: 'Create', actor: bot, object: note(alderNote(2), { by: bot, at: 7, content: '40 in stock', inReplyTo: alderNote(1) }) },
    { kind: 'object', type: 'Update', object: { id: alderNote(1), type: 'Note', content: 'Prices *as agreed*: 12.40 €', mediaType: 'text/markdown', updated: noonPlus(8) } },
    { kind: 'reaction', type: 'Like', object: alderNote(2), content: '👍' },
    { kind: 'object', type: 'Create', isErased: true, object: note(alderNote(3), { by: ada, at: 10, content: 'Said in error' }) },
    { kind: 'reaction', type: 'Undo', object: { type: 'Like', object: alderNote(2), content: '👍' } },
    { kind: 'object', type: 'Delete', object: { id: alderNote(3), type: 'Tombstone', deleted: noonPlus(12) } },
    { kind: 'reaction', type: 'Like', object: alderNote(2), content: '✅' },
    { kind: 'channel', type: 'Remove', object: { id: bot, type: 'Person' }, target: channel },
    { kind: 'channel', type: 'Update', object: group('Deliveries', 'From dock to desk') },
    { kind: 'channel', type: 'Remove', object: { id: cedar.did, type: 'Organization' }, target: channel },
  ]);
}

/** What a member writes in the same channel. */
export function birchChannelLog(): WrittenLog {
  return write(birch, channelLogId({ origin: birch.did, channel, epoch: 0 }), [
    { kind: 'channel', type: 'Add', object: { id: ben, type: 'Person', name: 'Ben' }, target: channel },
    { kind: 'object', type: 'Create', object: note(birchNote(1), { by: ben, at: 2, content: 'Thank you.', inReplyTo: alderNote(1) }) },
    { kind: 'reaction', type: 'Like', object: alderNote(1), content: '👍' },
  ]);
}

/** Every kind of activity that the inviter and host writes to a partner. */
export function alderPartnershipLog(): WrittenLog {
  const document = signNodeDocument({ ...alder.document, version: 2, updated: new Date(NOON_S * 1000).toISOString(), name: 'Alder & Sons' }, alder.identity.privateKey);
  const { inviter, invitee } = transcript;
  const instrument = pairingId(transcript);
  return write(alder, partnershipLogId({ origin: alder.did, partner: birch.did, epoch: 0 }), [
    { kind: 'partnership', type: 'Accept', object: { type: 'Offer', actor: inviter, target: invitee }, instrument },
    { kind: 'partnership', type: 'Invite', object: group('Deliveries', ''), target: birch.did, history: 'full' },
    { kind: 'partnership', type: 'Invite', object: { ...group('Returns', ''), id: otherChannel }, target: birch.did, history: 'full' },
    { kind: 'partnership', type: 'Update', object: { id: alder.did, type: 'Organization', document } },
    { kind: 'partnership', type: 'Undo', object: { type: 'Invite', object: channel, target: birch.did } },
    { kind: 'partnership', type: 'Leave', object: { type: 'Relationship', subject: inviter, object: invitee }, instrument },
  ]);
}

/** What the invitee and member answers. */
export function birchPartnershipLog(): WrittenLog {
  const { inviter, invitee } = transcript;
  const { entries } = alderPartnershipLog();
  const inviteId = (seq: number): string => (JSON.parse(entries[seq - 1]?.payload ?? '{}') as { id: string }).id;
  return write(birch, partnershipLogId({ origin: birch.did, partner: alder.did, epoch: 0 }), [
    { kind: 'partnership', type: 'Accept', object: { type: 'Offer', actor: inviter, target: invitee }, instrument: pairingId(transcript) },
    { kind: 'partnership', type: 'Accept', object: { type: 'Invite', id: inviteId(2), object: channel } },
    { kind: 'partnership', type: 'Reject', object: { type: 'Invite', id: inviteId(3), object: otherChannel }, summary: 'Not ours to handle' },
  ]);
}
