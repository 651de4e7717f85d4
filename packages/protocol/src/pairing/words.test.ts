import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Problem } from '../problem.ts';
import { englishWords } from './words-en.ts';
import { frenchWords } from './words-fr.ts';
import { commitNonce, normaliseWord, pairingWords, sameWord, type PairingLanguage, type PairingTranscript } from './words.ts';

type Vector = PairingTranscript & {
  readonly inviterCommitment: string;
  readonly indices: readonly number[];
  readonly en: { readonly words: string[]; readonly sentence: string };
  readonly fr: { readonly words: string[]; readonly sentence: string };
};

const vectorFile = new URL('../../../../protocol-spec/vectors/pairing-words.json', import.meta.url);
const { vectors } = JSON.parse(readFileSync(vectorFile, 'utf8')) as { vectors: Vector[] };
const languages: readonly PairingLanguage[] = ['en', 'fr'];
const lists = { en: englishWords, fr: frenchWords };

const alder = 'did:key:z6MkwbrfkwhS5ecQYk6fjVEWdsKDJ2RXTmSJEKDHEYBLSKtA';
const birch = 'did:key:z6MkhKSn5MXh34PKtG4EGBNDBrcgEdbfjDEoJWTi6Sv3fYNY';
const transcript = { inviter: alder, invitee: birch, inviterNonce: 'AAECAwQFBgcICQoLDA0ODw', inviteeNonce: 'EBESExQVFhcYGRobHB0eHw' };

function transcriptOf({ inviter, invitee, inviterNonce, inviteeNonce }: Vector): PairingTranscript {
  return { inviter, invitee, inviterNonce, inviteeNonce };
}

/** Levenshtein distance: how many letters must be inserted, removed or replaced. */
function editDistance(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (const [row, letter] of a.split('').entries()) {
    const current = [row + 1];
    for (const [column, other] of b.split('').entries()) {
      current.push(Math.min(current[column]! + 1, above[column + 1]! + 1, above[column]! + (letter === other ? 0 : 1)));
    }
    above = current;
  }
  return above.at(-1)!;
}

function pairsCloserThan(minimum: number, words: readonly string[]): string[] {
  const plain = words.map(normaliseWord);
  return plain.flatMap((a, index) => plain.slice(index + 1).filter((b) => editDistance(a, b) < minimum).map((b) => `${a} ${b}`));
}

describe.each(languages)('the word lists of "%s"', (language) => {
  const slots = Object.entries(lists[language]);

  test('hold six slots of 64 words', () => {
    expect(slots.map(([slot, words]) => [slot, words.length])).toEqual(
      ['name', 'verb', 'adjective', 'thing', 'animal', 'place'].map((slot) => [slot, 64]),
    );
  });

  test('hold words of 3 to 9 letters that need no accent to be told apart', () => {
    const words = slots.flatMap(([, list]) => list);
    expect(words.filter((word) => !/^[a-z]{3,9}$/.test(normaliseWord(word)))).toEqual([]);
    expect(new Set(words.map(normaliseWord)).size).toBe(6 * 64);
  });

  test.each(slots)('keep every two words of "%s" at least three edits apart', (_, words) => {
    expect(pairsCloserThan(3, words)).toEqual([]);
  });

  test('keep every two words at least two edits apart, whatever their slots: one slip of a finger never makes another word', () => {
    expect(pairsCloserThan(2, slots.flatMap(([, list]) => list))).toEqual([]);
  });

  test('capitalise names and places only', () => {
    for (const [slot, words] of slots) {
      const capitals = slot === 'name' || slot === 'place';
      expect(words.filter((word) => /^\p{Lu}/u.test(word) !== capitals)).toEqual([]);
    }
  });
});

describe('the words agree with the sentence around them', () => {
  test('English: what follows "a" begins with a consonant, sounded', () => {
    const words = [...englishWords.adjective, ...englishWords.animal];
    expect(words.filter((word) => /^(?:[aeiou]|hour|honest|heir)/.test(word))).toEqual([]);
  });

  test('English: a verb is in the third person', () => {
    expect(englishWords.verb.filter((word) => !word.endsWith('s'))).toEqual([]);
  });

  test('French: a verb is a third person in -e, so that nothing mute is left to guess', () => {
    expect(frenchWords.verb.filter((word) => !word.endsWith('e'))).toEqual([]);
  });

  test('French: no adjective has a feminine or plural form', () => {
    const feminine = /(?:euse|[tsd]ive|ée|elle|ette|[ae]nte|ale|[^i]ine|aine|oise|ourde|anche|ère|ue)$/;
    const plural = /(?:[^u]x|aux|[^ai]s)$/;
    const alike = ['magique', 'classique', 'cosmique', 'cubique', 'gothique', 'rustique', 'turquoise'];
    expect(frenchWords.adjective.filter((word) => (feminine.test(word) && !alike.includes(word)) || plural.test(word))).toEqual([]);
  });

  test('French: no thing and no animal has a feminine ending', () => {
    const feminine = /(?:tion|sion|ette|elle|enne|ance|ence|ude|[dt]ure|ise|esse|té|ade)$/;
    expect([...frenchWords.thing, ...frenchWords.animal].filter((word) => feminine.test(word))).toEqual([]);
  });
});

describe('pairing words', () => {
  test.each(vectors)('follow from the published transcript: $en.sentence', (vector) => {
    const known = transcriptOf(vector);
    expect(pairingWords(known, 'en')).toEqual(vector.en);
    expect(pairingWords(known, 'fr')).toEqual(vector.fr);
    expect(commitNonce(vector.inviterNonce)).toBe(vector.inviterCommitment);
  });

  test.each(vectors)('mean the same in both languages: $fr.sentence', ({ indices, en, fr }) => {
    const slots = ['name', 'verb', 'adjective', 'thing', 'animal', 'place'] as const;
    slots.forEach((slot, position) => {
      expect(en.words).toContain(englishWords[slot][indices[position]!]);
      expect(fr.words).toContain(frenchWords[slot][indices[position]!]);
    });
  });

  test('are the same on both screens, each side telling the story from its own end', () => {
    const own = { node: alder, nonce: transcript.inviterNonce };
    const received = { node: birch, nonce: transcript.inviteeNonce };
    const atInviter = pairingWords({ inviter: own.node, inviterNonce: own.nonce, invitee: received.node, inviteeNonce: received.nonce }, 'en');
    const atInvitee = pairingWords({ inviteeNonce: received.nonce, invitee: received.node, inviterNonce: own.nonce, inviter: own.node }, 'en');
    expect(atInvitee).toEqual(atInviter);
  });

  test('are said in order by the sentence', () => {
    for (const language of languages) {
      const { words, sentence } = pairingWords(transcript, language);
      expect(sentence.split(' ').filter((word) => words.includes(word))).toEqual(words);
    }
  });

  test('differ when the roles, either id or either nonce differ', () => {
    const other = 'did:key:z6MkshREZ5AgZkpWwLtz8uWB8zKzRRp97a3vUnt2k2EXgCdx';
    const stories: PairingTranscript[] = [
      transcript,
      { ...transcript, inviter: birch, invitee: alder },
      { ...transcript, inviter: other },
      { ...transcript, invitee: other },
      { ...transcript, inviterNonce: transcript.inviteeNonce, inviteeNonce: transcript.inviterNonce },
      { ...transcript, inviterNonce: 'AAECAwQFBgcICQoLDA0OEA' },
      { ...transcript, inviteeNonce: 'EBESExQVFhcYGRobHB0eIA' },
    ];
    expect(new Set(stories.map((story) => pairingWords(story, 'en').sentence)).size).toBe(stories.length);
  });

  test('spread evenly over every slot: a chi-squared of 63 degrees stays below one in a million', () => {
    const draws = 6400;
    const counts = new Map<string, number>();
    for (let draw = 0; draw < draws; draw += 1) {
      const inviteeNonce = createHash('sha256').update(`draw ${draw}`).digest().subarray(0, 16).toString('base64url');
      for (const word of pairingWords({ ...transcript, inviteeNonce }, 'fr').words) counts.set(word, (counts.get(word) ?? 0) + 1);
    }
    const expected = draws / 64;
    for (const words of Object.values(frenchWords)) {
      const chiSquared = words.reduce((sum, word) => sum + ((counts.get(word) ?? 0) - expected) ** 2 / expected, 0);
      expect(chiSquared).toBeLessThan(130);
    }
  });
});

describe('malformed input is refused', () => {
  const malformed: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [
    ['a web address for an id', { inviter: 'https://alder.example' }],
    ['an id with a path', { invitee: `${birch}/people/1` }],
    ['an id of another key type', { invitee: birch.replace('z6Mk', 'zQ3s') }],
    ['an empty id', { inviter: '' }],
    ['a pairing with oneself', { invitee: alder }],
    ['a nonce that is too short', { inviterNonce: 'AAECAwQFBgcICQoLDA0O' }],
    ['a nonce that is too long', { inviterNonce: 'AAECAwQFBgcICQoLDA0ODxA' }],
    ['a nonce with padding', { inviteeNonce: 'EBESExQVFhcYGRobHB0eHw==' }],
    ['a second spelling of a nonce', { inviteeNonce: 'EBESExQVFhcYGRobHB0eHx' }],
    ['an echoed nonce', { inviteeNonce: transcript.inviterNonce }],
    ['a nonce that is no text', { inviteeNonce: 7 }],
    ['a member nobody knows', { note: 'hello' }],
  ];

  test.each(malformed)('%s', (_, change) => {
    const refusal = () => pairingWords({ ...transcript, ...change }, 'en');
    expect(refusal).toThrow(Problem);
    expect(refusal).toThrow(expect.objectContaining({ status: 422, code: 'invalid-pairing-transcript' }));
  });

  test.each(['', 'AAECAwQFBgcICQoLDA0O', 'EBESExQVFhcYGRobHB0eHx', 'AAECAwQFBgcICQoLDA0ODw=='])('no commitment to "%s"', (nonce) => {
    expect(() => commitNonce(nonce)).toThrow(expect.objectContaining({ status: 422, code: 'invalid-pairing-nonce' }));
  });
});

describe('a typed word', () => {
  test.each([
    [' Clara ', 'Clara'],
    ['geneve', 'Genève'],
    ['GENE\u0300VE', 'Genève'],
    ['Hérisson', 'hérisson'],
    ['\u00a0ECUREUIL\n', 'écureuil'],
  ])('%j is "%s"', (typed, word) => expect(sameWord(typed, word)).toBe(true));

  test.each([
    ['Lisbon', 'Lisbonne'],
    ['Clar a', 'Clara'],
    ['', 'Clara'],
  ])('%j is not "%s"', (typed, word) => expect(sameWord(typed, word)).toBe(false));

  test('is normal once and for all', () => {
    const anyText = fc.string({ unit: 'binary' });
    fc.assert(
      fc.property(anyText, (text) => {
        expect(normaliseWord(normaliseWord(text))).toBe(normaliseWord(text));
      }),
    );
  });
});
