import { expect, test } from 'vitest';
import { dayOf, formatDay, formatShort, formatTime } from './time.ts';

test.each([
  ['2026-11-23T23:30:00.000Z', 'UTC', '2026-11-23'],
  ['2026-11-23T23:30:00.000Z', 'Europe/Paris', '2026-11-24'],
  ['2026-03-29T00:30:00.000Z', 'America/New_York', '2026-03-28'],
])('%s in %s falls on %s', (time, timeZone, day) => {
  expect(dayOf(time, timeZone)).toBe(day);
});

test('writes the hour as the locale does', () => {
  expect(formatTime('2026-11-23T08:20:00.000Z', 'en-GB', 'Europe/Paris')).toBe('09:20');
  expect(formatTime('2026-11-23T08:20:00.000Z', 'fr-FR', 'Europe/Paris')).toBe('09:20');
  expect(formatTime('2026-11-23T20:20:00.000Z', 'en-US', 'UTC')).toMatch(/^8:20\sPM$/);
});

test.each([
  ['2026-11-23', 'en-GB', 'Today'],
  ['2026-11-22', 'en-GB', 'Yesterday'],
  ['2026-11-23', 'fr-FR', 'Aujourd’hui'],
  ['2026-11-22', 'fr-FR', 'Hier'],
  ['2026-11-20', 'en-GB', 'Friday 20 November'],
  ['2026-11-20', 'fr-FR', 'vendredi 20 novembre'],
  ['2025-12-31', 'en-GB', 'Wednesday 31 December 2025'],
])('on 23 November 2026 names %s in %s %s', (day, locale, expected) => {
  expect(formatDay(day, '2026-11-23', locale).replaceAll(',', '')).toBe(expected);
});

test('adds the day to a time that is not of today', () => {
  const reader = { now: '2026-11-23T12:00:00.000Z', locale: 'en-GB', timeZone: 'UTC' };
  expect(formatShort('2026-11-23T09:20:00.000Z', reader)).toBe('09:20');
  expect(formatShort('2026-11-21T09:20:00.000Z', reader)).toBe('21 Nov, 09:20');
});
