import { setupI18n } from '@lingui/core';
import { expect, test } from 'vitest';
import { messages } from '../language/en.po';
import type { Delivery } from '../node/resources.ts';
import { describeDeliveries } from './describe-deliveries.ts';

const i18n = setupI18n({ locale: 'en', messages: { en: messages } });
const show = (time: string) => time.slice(11, 16);
const held = (name: string): Delivery => ({ partner_id: name, partner_name: name, state: 'held', held_since: '2026-11-23T09:20:00.000Z' });
const queued = (name: string): Delivery => ({ partner_id: name, partner_name: name, state: 'queued', held_since: null });

test.each<[string, Delivery[], string | null, boolean]>([
  ['nothing for what stays inside', [], null, false],
  ['a queued copy', [queued('Bolt')], 'queued for Bolt', false],
  ['a held copy with its time', [held('Bolt')], 'copied to Bolt 09:20', true],
  ['two partners each', [held('Bolt'), queued('Cedar')], 'copied to Bolt 09:20 · queued for Cedar', false],
  ['more partners as a count', [held('Bolt'), queued('Cedar'), held('Dune')], 'copied to 2 of 3 partners', false],
])('says %s', (_, deliveries, text, allHeld) => {
  const words = describeDeliveries(i18n, deliveries, show);
  expect(words?.text ?? null).toBe(text);
  expect(words?.allHeld ?? false).toBe(allHeld);
});

test('keeps every partner in the details', () => {
  const words = describeDeliveries(i18n, [held('Bolt'), queued('Cedar'), held('Dune')], show);
  expect(words?.details).toBe('copied to Bolt 09:20 · queued for Cedar · copied to Dune 09:20');
});
