import { createHash } from 'node:crypto';

export type Transcript = { readonly inviter: string; readonly invitee: string; readonly inviterNonce: string; readonly inviteeNonce: string };

/** The numbers of the six words, read bit by bit as decision 0002 says. */
export function indicesOf({ inviter, invitee, inviterNonce, inviteeNonce }: Transcript): number[] {
  const hash = createHash('sha256');
  for (const field of ['adjoin pairing words v1', inviter, invitee, Buffer.from(inviterNonce, 'base64url'), Buffer.from(inviteeNonce, 'base64url')]) {
    const bytes = Buffer.from(field as string);
    hash.update(Buffer.from(bytes.length.toString(16).padStart(8, '0'), 'hex')).update(bytes);
  }
  const bits = [...hash.digest()].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return Array.from({ length: 6 }, (_, index) => Number.parseInt(bits.slice(6 * index, 6 * index + 6), 2));
}

/** The six words in the order of the English sentence. */
export function wordsOf(transcript: Transcript, englishList: string): string[] {
  const list = JSON.parse(englishList) as Record<string, string[]>;
  const indices = indicesOf(transcript);
  return ['name', 'verb', 'adjective', 'thing', 'animal', 'place'].map((slot, index) => list[slot]?.[indices[index] as number] ?? '');
}

export function sentenceOf(transcript: Transcript, englishList: string): string {
  const [name, verb, adjective, thing, animal, place] = wordsOf(transcript, englishList);
  return `${name} ${verb} a ${adjective} ${thing} for a ${animal} in ${place}`;
}
