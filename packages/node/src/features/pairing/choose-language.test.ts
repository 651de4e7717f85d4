import { expect, it } from 'vitest';
import { chooseLanguage } from './choose-language.ts';

it.each([
  [undefined, 'en'],
  ['', 'en'],
  ['de', 'en'],
  ['fr', 'fr'],
  ['fr-CH, fr;q=0.9, en;q=0.8, *;q=0.5', 'fr'],
  ['en-GB,en;q=0.9,fr;q=0.8', 'en'],
  ['de, fr;q=0.3, en;q=0.2', 'fr'],
  ['fr;q=0', 'en'],
  ['fry', 'en'],
  ['FR;Q=0.7', 'fr'],
  ['fr;q=x', 'en'],
])('chooses for Accept-Language %j: %s', (field, language) => {
  expect(chooseLanguage(field)).toBe(language);
});
