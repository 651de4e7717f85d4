import type { Partner } from '@adjoin/client/resources';
import { useLingui } from '@lingui/react/macro';
import { Icon, type IconName } from '../ui/icon.tsx';
import styles from '../ui/rows.module.css';

/** Where a partnership stands, in a word with a drawing. */
export function PartnerState({ partner }: { partner: Partner }) {
  const { t } = useLingui();
  const waiting = partner.confirmed_by_us_at ? t`Waiting for ${partner.name}` : t`To confirm`;
  const words: Record<Partner['state'], [IconName, string]> = {
    requested: ['clock', waiting],
    active: ['check', t`Active`],
    suspended: ['alert', t`Suspended`],
    ended: ['close', t`Ended`],
  };
  const [icon, word] = words[partner.state];
  return (
    <span className={styles.state}>
      <Icon name={icon} size={16} />
      {word}
    </span>
  );
}
