import type { ShareInvitation } from '@adjoin/client/resources';
import { useLingui } from '@lingui/react/macro';
import styles from '../perimeter/perimeter-bar.module.css';
import { PerimeterIcon } from '../perimeter/perimeter-icon.tsx';

/** The perimeter that an offered channel would have. */
export function OfferedAudience({ offer }: { offer: ShareInvitation }) {
  const { t } = useLingui();
  const { name } = offer.host;
  return (
    <div className={styles.bar} data-perimeter="shared">
      <span className={styles.band} />
      <PerimeterIcon perimeter="shared" size={22} />
      <strong className={styles.word}>{t`Shared with ${name}`}</strong>
    </div>
  );
}
