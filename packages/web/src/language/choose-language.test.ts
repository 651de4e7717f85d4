import { expect, test } from 'vitest';
import { chooseLanguage, localeFor } from './choose-language.ts';

test.each([
  [['fr-CA', 'en'], 'fr'],
  [['de-DE', 'FR', 'en'], 'fr'],
  [['en-US', 'fr'], 'en'],
  [['de'], 'en'],
  [['frr'], 'en'],
  [[], 'en'],
])('of %j chooses %s', (wanted, expected) => {
  expect(chooseLanguage(wanted)).toBe(expected);
});

test.each([
  ['en', ['fr-FR', 'en-US'], 'en-US'],
  ['en', ['fr-FR', 'en'], 'en-GB'],
  ['fr', ['en-US'], 'fr-FR'],
  ['fr', ['fr', 'fr-CH'], 'fr-CH'],
] as const)('writes %s for %j as %s', (language, wanted, expected) => {
  expect(localeFor(language, wanted)).toBe(expected);
});
