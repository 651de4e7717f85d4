import { createHash } from 'node:crypto';
import { ada, alderNote, ben, birchNote, bot } from '../cast.ts';

type Held = { readonly id: string; readonly version: number; readonly content: string | null; readonly reactions: readonly (readonly [person: string, emoji: string])[] };

/** What a channel may hold, as it comes to hand: neither objects nor reactions are in order. */
const objects: readonly Held[] = [
  { id: birchNote(0x10), version: 1, content: 'Grüße', reactions: [[ben, '！'], [ben, '👍'], [ada, 'z'], [ada, 'ok']] },
  { id: alderNote(0x12), version: 1000, content: ' ', reactions: [] },
  { id: alderNote(0x11), version: 3, content: null, reactions: [[bot, '👍']] },
  { id: alderNote(0x9), version: 2, content: 'line one\nline two', reactions: [[bot, '👍'], [ada, '👍']] },
];

/** Objects and the channel digest that they make (rules DIG-1, DIG-2). */
export function renderDigest(): object {
  const lines = objects.toSorted((a, b) => compareBytes(a.id, b.id)).map(lineOf);
  return {
    description: 'The lines end in a line feed each; the digest is SHA-256 of all of them in this order. A deleted object has neither content nor reactions in its line.',
    objects,
    lines: { rule: 'DIG-2', lines },
    digest: { rule: 'DIG-1', digest: createHash('sha256').update(lines.map((line) => `${line}\n`).join('')).digest('base64url') },
    empty: { rule: 'DIG-1', digest: createHash('sha256').digest('base64url') },
  };
}

function lineOf({ id, version, content, reactions }: Held): string {
  if (content === null) return `${id} deleted`;
  const said = reactions.map((reaction) => reaction.join(' ')).toSorted(compareBytes);
  return [id, version, createHash('sha256').update(content).digest('base64url'), ...said].join(' ');
}

function compareBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
