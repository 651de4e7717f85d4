import type { I18n } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { Delivery } from '../node/resources.ts';

const namedEach = 2;

interface DeliveryWords {
  /** "queued for Bolt", "copied to Bolt 09:20". */
  text: string;
  /** The same for every partner, when `text` only counts them. */
  details: string;
  allHeld: boolean;
}

function describeOne(i18n: I18n, { state, partner_name: partner, held_since }: Delivery, show: (time: string) => string): string {
  if (state !== 'held' || held_since === null) return i18n._(msg`queued for ${partner}`);
  const time = show(held_since);
  return i18n._(msg`copied to ${partner} ${time}`);
}

/** Where the copies of a post are; null when none leave. `show` writes a time for the reader. */
export function describeDeliveries(i18n: I18n, deliveries: Delivery[], show: (time: string) => string): DeliveryWords | null {
  if (deliveries.length === 0) return null;
  const details = deliveries.map((delivery) => describeOne(i18n, delivery, show)).join(' · ');
  const held = deliveries.filter(({ state }) => state === 'held').length;
  const all = deliveries.length;
  const text = all <= namedEach ? details : i18n._(msg`copied to ${held} of ${all} partners`);
  return { text, details, allHeld: held === all };
}
