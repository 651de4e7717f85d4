import { useLingui } from '@lingui/react/macro';
import { type ReactNode, useEffect } from 'react';
import { Link, useLocation } from 'wouter';
import styles from './aside.module.css';
import { Icon } from './icon.tsx';

interface AsideProps {
  title: string;
  /** Where closing leads. */
  closeTo: string;
  children: ReactNode;
}

/** Escape leads away, unless it was meant for a dialog, a menu or a text being edited. */
function useEscape(closeTo: string): void {
  const [, navigate] = useLocation();
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      if (document.querySelector('[role=dialog], [role=menu]') === null) navigate(closeTo);
    }
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [closeTo, navigate]);
}

/** The pane at the right; on a small screen it takes the place of the centre. */
export function Aside({ title, closeTo, children }: AsideProps) {
  const { t } = useLingui();
  useEscape(closeTo);

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
