import { useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import styles from './aside.module.css';
import { Icon } from './icon.tsx';

interface AsideProps {
  title: string;
  /** Where closing leads. */
  closeTo: string;
  children: ReactNode;
}

/** The pane at the right; on a small screen it takes the place of the centre. */
export function Aside({ title, closeTo, children }: AsideProps) {
  const { t } = useLingui();
  return (
    <aside className={styles.aside} aria-label={title}>
      <header className={styles.header}>
        <Link href={closeTo} className={styles.back} aria-label={t`Back to the channel`}>
          <Icon name="back" />
        </Link>
        <h2>{title}</h2>
        <Link href={closeTo} className={styles.close} aria-label={t`Close`} title={t`Close`}>
          <Icon name="close" />
        </Link>
      </header>
      {children}
    </aside>
  );
}
