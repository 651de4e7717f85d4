import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { PreferencesMenu } from '../preferences/preferences-menu.tsx';
import { Brand } from '../ui/brand.tsx';
import styles from './entry-page.module.css';

/** The page around log-in, set-up and activation. */
export function EntryPage({ title, lead, children }: { title: string; lead: ReactNode; children: ReactNode }) {
  return (
    <div className={styles.page}>
      <header className={styles.header}>
        <Brand />
        <PreferencesMenu />
      </header>
      <main className={styles.main}>
        <div className={styles.heading}>
          <h1>{title}</h1>
          <p>{lead}</p>
        </div>
        {children}
      </main>
      <footer className={styles.footer}>
        <Trans>Adjoin links the networks of companies that work together, without merging them.</Trans>
      </footer>
    </div>
  );
}
