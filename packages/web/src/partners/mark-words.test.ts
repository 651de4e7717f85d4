import { expect, test } from 'vitest';
import { markWords } from './mark-words.ts';

const words = ['Ines', 'paints', 'an', 'green', 'boat', 'Rome'];

test('numbers the words where they stand in the sentence', () => {
  expect(markWords('Ines paints a green boat in Rome.', ['Ines', 'paints', 'green', 'boat', 'Rome'])).toEqual([
    { text: 'Ines', position: 1 },
    { text: ' ', position: null },
    { text: 'paints', position: 2 },
    { text: ' a ', position: null },
    { text: 'green', position: 3 },
    { text: ' ', position: null },
    { text: 'boat', position: 4 },
    { text: ' in ', position: null },
    { text: 'Rome', position: 5 },
    { text: '.', position: null },
  ]);
});

test('falls back on the words alone when the sentence does not hold them', () => {
  expect(markWords('Something else', words)).toEqual(words.map((text, index) => ({ text, position: index + 1 })));
});
