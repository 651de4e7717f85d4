import { Trans, useLingui } from '@lingui/react/macro';
import { useEffect, useState } from 'react';
import { connectionStore } from '../events/connection.ts';
import { retryNow } from '../events/event-feed.ts';
import { useStore } from '../store.ts';
import { Icon } from '../ui/icon.tsx';
import styles from './connection-banner.module.css';

function useSecondsUntil(time: number | null): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (time === null) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, [time]);
  return time === null ? 0 : Math.max(0, Math.ceil((time - now) / 1_000));
}

/** Says that news no longer arrives, and when the next attempt is made. */
export function ConnectionBanner() {
  const { t } = useLingui();
  const connection = useStore(connectionStore);
  const seconds = useSecondsUntil(connection.kind === 'lost' ? connection.retryAt : null);
  return (
    <div role="status" className={styles.place}>
      {connection.kind === 'lost' && (
        <div className={styles.banner}>
          <Icon name="alert" size={18} />
          <p>
            <Trans>Connection lost. What you see may be out of date; drafts are kept.</Trans>{' '}
            <span aria-hidden="true">{seconds > 0 ? t`Trying again in ${seconds} s.` : t`Trying again…`}</span>
          </p>
          <button type="button" onClick={retryNow}>
            <Trans>Try now</Trans>
          </button>
        </div>
      )}
    </div>
  );
}
