import type { Channel } from '@adjoin/client/resources';
import type { I18n } from '@lingui/core';
import { msg, plural } from '@lingui/core/macro';
import type { Company, Perimeter } from '../node/resources.ts';

/** In words who will see what is placed in a channel. */
export interface AudienceWords {
  /** The perimeter: "Inside Acme only", "Shared with Bolt". */
  perimeter: string;
  /** Said above the box: names what is outside, people and companies. */
  sentence: string;
  /** What the button does: "Send inside Acme", "Send to Acme + Bolt". */
  send: string;
  /** The same for a reply in a thread. */
  reply: string;
}

const namedOnButton = 3;

function listOf(names: string[], locale: string): string {
  return new Intl.ListFormat(locale, { type: 'conjunction' }).format(names);
}

function peopleOf(companies: Company[]): number {
  return companies.reduce((sum, { head_count }) => sum + head_count, 0);
}

function insideWords(i18n: I18n, own: string, people: number): AudienceWords {
  return {
    perimeter: i18n._(msg`Inside ${own} only`),
    sentence: i18n._(msg`Stays inside ${own}: ${plural(people, { one: '# person', other: '# people' })} can see this.`),
    send: i18n._(msg`Send inside ${own}`),
    reply: i18n._(msg`Reply inside ${own}`),
  };
}

function aloneWords(i18n: I18n, own: string, people: number): AudienceWords {
  return {
    perimeter: i18n._(msg`Shared, no partner yet`),
    sentence: i18n._(msg`No partner has joined yet: ${plural(people, { one: '# person', other: '# people' })} at ${own} can see this.`),
    send: i18n._(msg`Send to ${own}`),
    reply: i18n._(msg`Reply to ${own}`),
  };
}

function sharedWords(i18n: I18n, companies: Company[]): AudienceWords {
  const locale = i18n.locale;
  const [own = '', ...partners] = companies.map(({ name }) => name);
  const outside = listOf(partners, locale);
  const people = peopleOf(companies);
  const others = companies.length - 1;
  const to =
    companies.length > namedOnButton
      ? i18n._(msg`${own} + ${plural(others, { one: '# company', other: '# companies' })}`)
      : [own, ...partners].join(' + ');
  return {
    perimeter: i18n._(msg`Shared with ${outside}`),
    sentence: i18n._(
      msg`${outside} will see this: ${plural(people, { one: '# person', other: '# people' })}, ${plural(companies.length, { one: '# company', other: '# companies' })}.`,
    ),
    send: i18n._(msg`Send to ${to}`),
    reply: i18n._(msg`Reply to ${to}`),
  };
}

/** Companies with our own first, as people name themselves before others. */
export function ownFirst(companies: readonly Company[]): Company[] {
  return companies.toSorted((a, b) => Number(b.id === 'self') - Number(a.id === 'self'));
}

/** The companies of a channel that receive what is placed in it, our own first. */
export function receivingCompanies({ companies }: Channel): Company[] {
  return ownFirst(companies.filter(({ state }) => state === 'active'));
}

/** Puts an audience into the reader's language. `own` is the reader's company. */
export function describeAudience(
  i18n: I18n,
  audience: { perimeter: Perimeter; companies: readonly Company[] },
  own: string,
): AudienceWords {
  const companies = ownFirst(audience.companies);
  const people = peopleOf(companies);
  if (audience.perimeter === 'internal') return insideWords(i18n, own, people);
  return companies.length > 1 ? sharedWords(i18n, companies) : aloneWords(i18n, own, people);
}
