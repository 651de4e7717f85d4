import type { Channel } from '@adjoin/client/resources';
import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from 'wouter';
import { useAudience } from '../audience/use-audience.ts';
import type { Company } from '../node/resources.ts';
import styles from './perimeter-bar.module.css';
import { PerimeterIcon } from './perimeter-icon.tsx';

/** Says how far what is written here goes: in word, shape and colour, with companies and head-count. */
export function PerimeterBar({ channel }: { channel: Channel }) {
  const { companies, words } = useAudience(channel);
  return (
    <section className={styles.bar} data-perimeter={channel.perimeter} aria-label={words.perimeter}>
      <span className={styles.band} />
      <PerimeterIcon perimeter={channel.perimeter} size={22} />
      <strong className={styles.word}>{words.perimeter}</strong>
      <HeadCounts companies={companies} />
      <Link href={`/channels/${channel.id}/audience`} className={styles.link}>
        <Trans>Who sees this</Trans>
      </Link>
    </section>
  );
}

function HeadCounts({ companies }: { companies: Company[] }) {
  const { t } = useLingui();
  const only = companies.length === 1 ? companies[0] : undefined;
  const people = only?.head_count ?? 0;
  return (
    <ul className={styles.counts}>
      {only ? (
        <li>{t`${plural(people, { one: '# person', other: '# people' })}`}</li>
      ) : (
        companies.map(({ id, name, head_count }) => (
          <li key={id}>
            <span>{name}</span> {head_count}
          </li>
        ))
      )}
    </ul>
  );
}
