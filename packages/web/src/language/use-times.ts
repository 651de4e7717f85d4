import { useLingui } from '@lingui/react';
import { dayOf, formatDate, formatDay, formatMoment, formatShort, formatTime } from './time.ts';

/** Writes times in the reader's own way. */
export function useTimes() {
  const { i18n } = useLingui();
  const locale = [i18n.locales].flat()[0] ?? i18n.locale;
  return {
    hour: (time: string) => formatTime(time, locale),
    short: (time: string) => formatShort(time, { now: new Date().toISOString(), locale }),
    moment: (time: string) => formatMoment(time, locale),
    date: (time: string) => formatDate(time, locale),
    day: (day: string) => formatDay(day, dayOf(new Date().toISOString()), locale),
  };
}
