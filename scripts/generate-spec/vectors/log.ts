import { createHash } from 'node:crypto';
import { payloadDigest } from '@adjoin/protocol/log/header';
import { ada, alder, alderNote, ben, birchNote, bot, noonPlus, sixteenBytes } from '../cast.ts';
import { signCheckpoint } from '@adjoin/protocol/log/checkpoint';
import { activityName } from '@adjoin/protocol/vocabulary/activities';
import { alderChannelLog, alderPartnershipLog, birchChannelLog, birchPartnershipLog, type WrittenEntry, type WrittenLog } from './log-entries.ts';

/** Four short logs with every kind of activity, entry by entry, and what the channel holds once they are applied. */
export function renderLog(): object {
  const [host, member] = [alderChannelLog(), birchChannelLog()];
  return {
    description: 'header and payload are exact texts. head: rule LOG-6. Entry 10 of the first log is erased (rule LOG-8). The checkpoints are of the first log.',
    genesis: { rule: 'LOG-6', log: host.id, head: createHash('sha256').update(host.id).digest('base64url') },
    payloadDigest: { rule: 'LOG-7', salt: sixteenBytes(1), payload: 'Grüße', digest: payloadDigest(sixteenBytes(1), 'Grüße') },
    logs: [host, member, alderPartnershipLog(), birchPartnershipLog()].map(described),
    checkpoints: [4, host.entries.length].map((seq) => ({ rule: 'LOG-10', seq, jws: checkpointAt(host, seq) })),
    channelDigest: digestOfBoth(),
  };
}

/** Alder's checkpoint at a position of one of its logs. */
export function checkpointAt(log: WrittenLog, seq: number): string {
  const head = log.entries[seq - 1]?.head ?? '';
  return signCheckpoint({ log: log.id, seq, head, time: noonPlus(60), seen: [] }, alder.signing);
}

function described({ id, origin, entries }: WrittenLog): object {
  return { id, origin, entries: entries.map((entry) => ({ activity: nameOf(entry), ...entry })) };
}

function nameOf({ payload }: WrittenEntry): string | null {
  return payload === null ? null : (activityName(JSON.parse(payload)) ?? null);
}

/** The digest written out by hand, line by line: the generator knows of no code that would apply a log. */
function digestOfBoth(): object {
  const hash = (content: string): string => createHash('sha256').update(content).digest('base64url');
  const lines = [
    `${alderNote(1)} 2 ${hash('Prices *as agreed*: 12.40 €')} ${ben} 👍`,
    `${alderNote(2)} 1 ${hash('40 in stock')} ${ada} ✅`,
    `${alderNote(3)} deleted`,
    `${birchNote(1)} 1 ${hash('Thank you.')}`,
  ].toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  const text = lines.map((line) => `${line}\n`).join('');
  return { rule: 'DIG-1', people: { ada, bot, ben }, lines, digest: hash(text) };
}
