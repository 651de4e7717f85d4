import { Dialog as AriaDialog, DialogDismiss, DialogHeading } from '@ariakit/react/dialog';
import { useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { IconButton } from './button.tsx';
import styles from './dialog.module.css';

interface DialogProps {
  title: string;
  onClose: () => void;
  children: ReactNode;
}

/** A modal dialog, open for as long as it is rendered. */
export function Dialog({ title, onClose, children }: DialogProps) {
  const { t } = useLingui();
  return (
    <AriaDialog open onClose={onClose} className={styles.dialog} backdrop={<div className={styles.backdrop} />}>
      <header className={styles.header}>
        <DialogHeading className={styles.title}>{title}</DialogHeading>
        <DialogDismiss render={<IconButton icon="close" label={t`Close`} />} />
      </header>
      <div className={styles.body}>{children}</div>
    </AriaDialog>
  );
}

/** The row of buttons that ends a dialog or a form. */
export function Actions({ children }: { children: ReactNode }) {
  return <div className={styles.actions}>{children}</div>;
}
