import { expect, test } from 'vitest';
import { initialsOf } from './initials.ts';

test.each([
  ['Camille Roux', 'CR'],
  ['Anne-Sophie de la Tour', 'AT'],
  ['karllekko', 'K'],
  ['élodie', 'É'],
  ['𝒳avier Ng', '𝒳N'],
  ['  ', ''],
  ['w1zeman1p', 'W'],
])('%j gives %j', (name, expected) => {
  expect(initialsOf(name)).toBe(expected);
});
