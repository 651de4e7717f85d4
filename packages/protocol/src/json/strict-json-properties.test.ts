import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseStrictJson, parseStrictJsonBytes } from './strict-json.ts';

const FORBIDDEN = ['__proto__', 'constructor', 'prototype'];
const safeName = fc.string({ unit: 'binary' }).filter((name) => !FORBIDDEN.includes(name));

/** Values that JSON can carry unchanged. */
const safeValue = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    fc.constantFrom(null, true, false),
    fc.maxSafeInteger(),
    fc.double({ min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER, noNaN: true }),
    fc.string({ unit: 'binary' }),
    fc.array(tie('value')),
    fc.dictionary(safeName, tie('value'), { maxKeys: 24, noNullPrototype: true }),
  ),
})).value;

describe('for every safe value', () => {
  test('what JSON.stringify writes is read, as JSON.parse reads it', () => {
    fc.assert(fc.property(safeValue, fc.constantFrom(undefined, 2, '\t'), (value, space) => {
      const text = JSON.stringify(value, undefined, space);
      expect(parseStrictJson(text)).toEqual(JSON.parse(text));
      expect(parseStrictJsonBytes(Buffer.from(text))).toEqual(JSON.parse(text));
    }), { numRuns: 1000 });
  });
});

/** A text together with every reason there is to refuse it. */
type Piece = { readonly text: string; readonly faults: ReadonlySet<string> };

const numberPiece = fc.constantFrom(
  { text: '0' }, { text: '1.5' }, { text: '-12e-3' }, { text: '9007199254740991' },
  { text: '9007199254740992', fault: 'unsafe-number' }, { text: '-0', fault: 'unsafe-number' },
  { text: '1e999', fault: 'unsafe-number' }, { text: '1e-999', fault: 'unsafe-number' },
).map(({ text, fault }): Piece => ({ text, faults: new Set(fault === undefined ? [] : [fault]) }));

const character = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom('a', 'b', '_', '"', '\\', '/', '\n', 'é', '{', '[', ',', ':', '0') },
  { weight: 4, arbitrary: fc.constantFrom('😀', '\u2028', '\u0000') },
  { weight: 1, arbitrary: fc.constantFrom('\ud83d', '\ude00') },
);

const word = fc.oneof(
  fc.array(character, { maxLength: 6 }).map((characters) => characters.join('')),
  fc.constantFrom('a', 'b', 'name', '__proto__', 'constructor'),
);

/** The word in quotes, each unit escaped or not as the list of choices says. */
function quote(text: string, choices: readonly boolean[]): string {
  const units = text.split('').map((unit, index) => {
    const isPlain = choices[index % choices.length] && /^[ !#-[\]-~é]$/.test(unit);
    return isPlain ? unit : `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
  return `"${units.join('')}"`;
}

const choices = fc.array(fc.boolean(), { minLength: 1, maxLength: 4 });
const spelledWord = fc.tuple(word, choices).map(([text, escapes]) => ({
  text,
  spelled: quote(text, escapes),
  faults: new Set(text.isWellFormed() ? [] : ['lone-surrogate']),
}));

const union = (...sets: Iterable<string>[]): Set<string> => new Set(sets.flatMap((set) => [...set]));

type Member = { readonly name: { text: string; spelled: string; faults: Set<string> }; readonly value: Piece };

function objectOf(members: readonly Member[]): Piece {
  const names = members.map(({ name }) => name.text);
  const own = new Set<string>();
  if (new Set(names).size < names.length) own.add('duplicate-member');
  if (names.some((name) => FORBIDDEN.includes(name))) own.add('forbidden-member');
  return {
    text: `{${members.map(({ name, value }) => `${name.spelled} :${value.text}`).join(',')}}`,
    faults: union(own, ...members.flatMap(({ name, value }) => [name.faults, value.faults])),
  };
}

const anyPiece = fc.letrec<{ piece: Piece }>((tie) => ({
  piece: fc.oneof(
    { maxDepth: 4 },
    numberPiece,
    spelledWord.map(({ spelled, faults }): Piece => ({ text: spelled, faults })),
    fc.array(tie('piece'), { maxLength: 4 }).map((pieces): Piece => ({
      text: `[${pieces.map(({ text }) => text).join(' , ')}]`,
      faults: union(...pieces.map(({ faults }) => faults)),
    })),
    fc.array(fc.record({ name: spelledWord, value: tie('piece') }), { maxLength: 20 }).map(objectOf),
  ),
})).piece;

describe('for every text made of known pieces', () => {
  test('it is refused exactly when a piece is at fault, and for such a fault', () => {
    fc.assert(fc.property(anyPiece, ({ text, faults }) => {
      let code: unknown;
      try {
        expect(parseStrictJson(text)).toEqual(JSON.parse(text));
      } catch (error) {
        code = (error as { code?: unknown }).code;
        if (code === undefined) throw error;
      }
      expect(faults.size === 0 ? [undefined] : [...faults]).toContain(code);
    }), { numRuns: 3000 });
  });
});
