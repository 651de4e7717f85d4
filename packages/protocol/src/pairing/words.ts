import { createHash } from 'node:crypto';
import * as z from 'zod';
import { saltText } from '../log/header.ts';
import { Problem } from '../problem.ts';
import { nodeId } from '../vocabulary/objects.ts';
import { englishWords } from './words-en.ts';
import { frenchWords } from './words-fr.ts';

const PAIRING_WORDS_DOMAIN = 'adjoin pairing words v1';

export type PairingLanguage = 'en' | 'fr';

/** What both nodes hold once both nonces are known: who invited whom, and what each added by chance. */
const pairingTranscript = z
  .strictObject({ inviter: nodeId, invitee: nodeId, inviterNonce: saltText, inviteeNonce: saltText })
  .refine(({ inviter, invitee }) => inviter !== invitee, 'a node pairs with another node')
  .refine(({ inviterNonce, inviteeNonce }) => inviterNonce !== inviteeNonce, 'a nonce is answered by another nonce');
export type PairingTranscript = Readonly<z.infer<typeof pairingTranscript>>;

/** One word of each class; the same index means the same thing in every language wherever it can. */
const slots = ['name', 'verb', 'adjective', 'thing', 'animal', 'place'] as const;
type Slot = (typeof slots)[number];
type SentenceWords = Readonly<Record<Slot, string>>;

const WORDS_PER_SLOT = 64;

type Grammar = {
  readonly lists: Readonly<Record<Slot, readonly string[]>>;
  /** The slots as the sentence says them. */
  readonly order: readonly Slot[];
  readonly say: (words: SentenceWords) => string;
};

const grammars: Readonly<Record<PairingLanguage, Grammar>> = {
  en: {
    lists: englishWords,
    order: ['name', 'verb', 'adjective', 'thing', 'animal', 'place'],
    say: ({ name, verb, adjective, thing, animal, place }) => `${name} ${verb} a ${adjective} ${thing} for a ${animal} in ${place}`,
  },
  fr: {
    lists: frenchWords,
    order: ['name', 'verb', 'thing', 'adjective', 'animal', 'place'],
    say: ({ name, verb, adjective, thing, animal, place }) => `${name} ${verb} un ${thing} ${adjective} pour un ${animal} à ${place}`,
  },
};

/**
 * The six words both admins compare, in the order in which the sentence says them (decision 0002).
 * They carry 36 bits, which is enough only while the inviter's nonce was committed to (`commitNonce`) before the invitee chose its own.
 * @throws Problem 422 `invalid-pairing-transcript`
 */
export function pairingWords(transcript: PairingTranscript, language: PairingLanguage): { words: string[]; sentence: string } {
  const { lists, order, say } = grammars[language];
  const indices = wordIndices(parseTranscript(transcript));
  const chosen = Object.fromEntries(slots.map((slot, position) => [slot, lists[slot][indices[position]!]!])) as SentenceWords;
  return { words: order.map((slot) => chosen[slot]), sentence: say(chosen) };
}

/**
 * SHA-256 of the nonce's 16 bytes in base64url: what the invitation carries instead of the nonce.
 * Whoever receives a nonce compares this with the commitment before it trusts the words.
 * @throws Problem 422 `invalid-pairing-nonce`
 */
export function commitNonce(nonce: string): string {
  if (!saltText.safeParse(nonce).success) {
    throw new Problem({ status: 422, code: 'invalid-pairing-nonce', title: 'A pairing nonce is 128 bits in base64url' });
  }
  return createHash('sha256').update(nonce, 'base64url').digest('base64url');
}

/** A word as typed, without what people leave out: case, accents, white space around it. */
export function normaliseWord(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').trim().toLowerCase();
}

/** Whether two spellings are one word. Words are unique within a language, so this never confuses two of them. */
export function sameWord(a: string, b: string): boolean {
  return normaliseWord(a) === normaliseWord(b);
}

function parseTranscript(transcript: PairingTranscript): PairingTranscript {
  const parsed = pairingTranscript.safeParse(transcript);
  if (parsed.success) return parsed.data;
  throw new Problem({
    status: 422,
    code: 'invalid-pairing-transcript',
    title: 'A pairing is between two node ids, each with its own 128-bit nonce',
    detail: z.prettifyError(parsed.error),
  });
}

/** Six numbers below 64: the first 36 bits of the transcript's hash, most significant first. */
function wordIndices({ inviter, invitee, inviterNonce, inviteeNonce }: PairingTranscript): number[] {
  const fields = [
    Buffer.from(PAIRING_WORDS_DOMAIN),
    Buffer.from(inviter),
    Buffer.from(invitee),
    Buffer.from(inviterNonce, 'base64url'),
    Buffer.from(inviteeNonce, 'base64url'),
  ];
  const digest = createHash('sha256').update(Buffer.concat(fields.map(withLength))).digest();
  const first48Bits = digest.readUIntBE(0, 6);
  return slots.map((_, position) => Math.floor(first48Bits / WORDS_PER_SLOT ** (7 - position)) % WORDS_PER_SLOT);
}

/** A field after its length, so that no two lists of fields have the same bytes. */
function withLength(field: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(field.length);
  return Buffer.concat([length, field]);
}
