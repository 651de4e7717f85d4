import { useLingui } from '@lingui/react';
import { useTimes } from '../language/use-times.ts';
import type { Delivery } from '../node/resources.ts';
import { Icon } from '../ui/icon.tsx';
import styles from './delivery-mark.module.css';
import { describeDeliveries } from './describe-deliveries.ts';

/** Whether the partners hold their copies of a post, and since when. */
export function DeliveryMark({ deliveries }: { deliveries: Delivery[] }) {
  const { i18n } = useLingui();
  const times = useTimes();
  const words = describeDeliveries(i18n, deliveries, times.short);
  if (!words) return null;
  return (
    <p className={styles.delivery} title={words.details} data-queued={!words.allHeld || undefined}>
      <Icon name={words.allHeld ? 'copied' : 'clock'} size={14} />
      {words.text}
    </p>
  );
}
