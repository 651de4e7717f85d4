import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';
import styles from './notice.module.css';

interface NoticeProps {
  /** `failure` is announced at once; `note` stands quietly in its place. */
  kind: 'failure' | 'note';
  children: ReactNode;
  action?: ReactNode;
}

export function Notice({ kind, children, action }: NoticeProps) {
  return (
    <div className={styles.notice} data-kind={kind} role={kind === 'failure' ? 'alert' : undefined}>
      {kind === 'failure' && <Icon name="alert" size={18} />}
      <div className={styles.text}>{children}</div>
      {action}
    </div>
  );
}
