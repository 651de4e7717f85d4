import { useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { Icon } from './icon.tsx';
import styles from './page.module.css';

interface PageProps {
  title: string;
  lead?: ReactNode;
  /** Where the way back leads; on a wide screen only pages beneath another show it. */
  back?: string;
  actions?: ReactNode;
  children: ReactNode;
}

/** A page of the company, beside the channels. */
export function Page({ title, lead, back, actions, children }: PageProps) {
  const { t } = useLingui();
  return (
    <div className={styles.page}>
      <header className={styles.header}>
        <Link href={back ?? '/'} className={styles.back} data-top={!back || undefined} aria-label={t`Back`}>
          <Icon name="back" />
        </Link>
        <h1>{title}</h1>
        <div className={styles.actions}>{actions}</div>
        {lead && <p className={styles.lead}>{lead}</p>}
      </header>
      {children}
    </div>
  );
}

export function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={styles.section}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}
