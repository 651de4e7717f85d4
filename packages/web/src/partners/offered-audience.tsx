import { useLingui } from "@lingui/react/macro";
import type { ShareInvitation } from "../api/contract.ts";
import { PerimeterIcon } from "../perimeter/perimeter-icon.tsx";
import styles from "../perimeter/perimeter-bar.module.css";

/** The perimeter that an offered channel would have. */
export function OfferedAudience({ offer }: { offer: ShareInvitation }) {
  const { t } = useLingui();
  const { name } = offer.host;
  const inside = offer.companies.filter(({ id, state }) => id !== "self" && state === "active");
  return (
    <div className={styles.bar} data-perimeter="shared">
      <span className={styles.band} />
      <PerimeterIcon perimeter="shared" size={22} />
      <strong className={styles.word}>{t`Shared with ${name}`}</strong>
      <ul className={styles.counts}>
        {inside.map((company) => (
          <li key={company.id}>
            {company.name} {company.head_count}
          </li>
        ))}
      </ul>
    </div>
  );
}
