import { setupI18n } from '@lingui/core';
import { expect, test } from 'vitest';
import { messages as en } from '../language/en.po';
import { messages as fr } from '../language/fr.po';
import type { Company } from '../node/resources.ts';
import { describeAudience } from './describe-audience.ts';

const speaking = { en: setupI18n({ locale: 'en', messages: { en } }), fr: setupI18n({ locale: 'fr', messages: { fr } }) };

const company = (id: string, name: string, head_count: number): Company => ({ id, name, head_count });
const acme = (count: number) => company('self', 'Acme', count);
const bolt = company('part_1', 'Bolt SARL', 4);
const cedar = company('part_2', 'Cedar', 2);
const dune = company('part_3', 'Dune', 1);

type Case = [string, 'en' | 'fr', 'internal' | 'shared', Company[], string, string, string];

test.each<Case>([
  ['inside', 'en', 'internal', [acme(12)], 'Inside Acme only', 'Stays inside Acme: 12 people can see this.', 'Send inside Acme'],
  ['inside, alone', 'en', 'internal', [acme(1)], 'Inside Acme only', 'Stays inside Acme: 1 person can see this.', 'Send inside Acme'],
  [
    'one partner',
    'en',
    'shared',
    [acme(5), bolt],
    'Shared with Bolt SARL',
    'Bolt SARL will see this: 9 people, 2 companies.',
    'Send to Acme + Bolt SARL',
  ],
  [
    'a partner that hosts',
    'en',
    'shared',
    [bolt, acme(5)],
    'Shared with Bolt SARL',
    'Bolt SARL will see this: 9 people, 2 companies.',
    'Send to Acme + Bolt SARL',
  ],
  [
    'two partners',
    'en',
    'shared',
    [acme(5), bolt, cedar],
    'Shared with Bolt SARL and Cedar',
    'Bolt SARL and Cedar will see this: 11 people, 3 companies.',
    'Send to Acme + Bolt SARL + Cedar',
  ],
  [
    'more than the button can name',
    'en',
    'shared',
    [acme(5), bolt, cedar, dune],
    'Shared with Bolt SARL, Cedar, and Dune',
    'Bolt SARL, Cedar, and Dune will see this: 12 people, 4 companies.',
    'Send to Acme + 3 companies',
  ],
  [
    'no partner yet',
    'en',
    'shared',
    [acme(2)],
    'Shared, no partner yet',
    'No partner has joined yet: 2 people at Acme can see this.',
    'Send to Acme',
  ],
  [
    'French, inside',
    'fr',
    'internal',
    [acme(12)],
    'Chez Acme uniquement',
    'Reste chez Acme : 12 personnes peuvent voir ceci.',
    'Envoyer chez Acme uniquement',
  ],
  [
    'French, one person',
    'fr',
    'internal',
    [acme(1)],
    'Chez Acme uniquement',
    'Reste chez Acme : 1 personne peut voir ceci.',
    'Envoyer chez Acme uniquement',
  ],
  [
    'French, two partners',
    'fr',
    'shared',
    [acme(5), bolt, cedar],
    'Partagé avec Bolt SARL et Cedar',
    'Vu aussi par Bolt SARL et Cedar : 11 personnes, 3 entreprises.',
    'Envoyer à Acme + Bolt SARL + Cedar',
  ],
])('%s', (_, language, perimeter, companies, word, sentence, send) => {
  const words = describeAudience(speaking[language], { perimeter, companies }, 'Acme');
  expect(words).toMatchObject({ perimeter: word, send });
  expect(words.sentence.replaceAll('\u00a0', ' ')).toBe(sentence);
});
