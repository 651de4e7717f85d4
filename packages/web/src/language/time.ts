/** Calendar day of a time where the reader is, as `2026-11-23`. */
export function dayOf(time: string, timeZone?: string): string {
  return new Intl.DateTimeFormat('en-CA', { dateStyle: 'short', timeZone }).format(new Date(time));
}

/** `09:20`, or as the locale writes it. */
export function formatTime(time: string, locale: string, timeZone?: string): string {
  return new Intl.DateTimeFormat(locale, { timeStyle: 'short', timeZone }).format(new Date(time));
}

/** Date and time in full, for titles. */
export function formatMoment(time: string, locale: string, timeZone?: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'medium', timeZone }).format(new Date(time));
}

/** `23 November 2026`, or as the locale writes it. */
export function formatDate(time: string, locale: string, timeZone?: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone }).format(new Date(time));
}

function daysBetween(earlier: string, later: string): number {
  return Math.round((Date.parse(later) - Date.parse(earlier)) / 86_400_000);
}

/** Names a day (`2026-11-23`) as seen on another: today, yesterday, or its date. */
export function formatDay(day: string, today: string, locale: string): string {
  const distance = daysBetween(day, today);
  if (distance === 0 || distance === 1) {
    const words = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(-distance, 'day');
    return words.charAt(0).toLocaleUpperCase(locale) + words.slice(1);
  }
  const year = day.slice(0, 4) === today.slice(0, 4) ? {} : { year: 'numeric' as const };
  const format = { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC', ...year } as const;
  return new Intl.DateTimeFormat(locale, format).format(new Date(`${day}T00:00:00Z`));
}

type Reader = { now: string; locale: string; timeZone?: string };

/** A time of today as the hour, any other with its day. */
export function formatShort(time: string, { now, locale, timeZone }: Reader): string {
  if (dayOf(time, timeZone) === dayOf(now, timeZone)) return formatTime(time, locale, timeZone);
  const day = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone }).format(new Date(time));
  return `${day}, ${formatTime(time, locale, timeZone)}`;
}
