import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { partnersQuery } from '../partners/partner-queries.ts';
import { useIsAdmin } from '../session/use-session.ts';
import { Icon } from '../ui/icon.tsx';
import { OnlySpoken } from '../ui/only-spoken.tsx';
import { NavLink } from './nav-link.tsx';
import styles from './sidebar.module.css';

export function PlaceLinks() {
  const { t } = useLingui();
  return (
    <nav aria-label={t`Company`}>
      <NavLink href="/people" className={styles.place}>
        <Icon name="people" />
        <Trans>People</Trans>
      </NavLink>
      {useIsAdmin() && <PartnersLink />}
    </nav>
  );
}

function PartnersLink() {
  const { t } = useLingui();
  const partners = useQuery(partnersQuery);
  const waiting = partners.data?.filter((partner) => partner.state === 'requested' && !partner.confirmed_by_us_at) ?? [];
  return (
    <NavLink href="/partners" className={styles.place}>
      <Icon name="link" />
      <Trans>Partners</Trans>
      {waiting.length > 0 && (
        <span className={styles.unread}>
          {waiting.length} <OnlySpoken>{t`to confirm`}</OnlySpoken>
        </span>
      )}
    </NavLink>
  );
}
