import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { shareInvitationsQuery } from '../partners/partner-queries.ts';
import { PerimeterIcon } from '../perimeter/perimeter-icon.tsx';
import { useIsAdmin } from '../session/use-session.ts';
import { NavLink } from './nav-link.tsx';
import styles from './offer-list.module.css';

/** Channels that partners offer to share and that wait for an admin's answer. */
export function OfferList() {
  const { t } = useLingui();
  const isAdmin = useIsAdmin();
  const offers = useQuery({ ...shareInvitationsQuery, enabled: isAdmin });
  const open = offers.data?.filter(({ state }) => state === 'pending') ?? [];
  if (open.length === 0) return null;
  return (
    <section data-perimeter="shared">
      <h2 className={styles.title}>
        <Trans>Offered by partners</Trans>
      </h2>
      <ul className={styles.offers}>
        {open.map(({ id, name, host }) => (
          <li key={id}>
            <NavLink href={`/offers/${id}`} className={styles.offer}>
              <PerimeterIcon perimeter="shared" size={18} />
              <span>
                <strong>{name}</strong> {t`from ${host.name}`}
              </span>
            </NavLink>
          </li>
        ))}
      </ul>
    </section>
  );
}
