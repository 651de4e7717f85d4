import type { FormEvent, ReactNode } from 'react';
import styles from './form.module.css';

/** A form that hands over its fields by name instead of leaving the page. */
export function Form({ onSubmit, children }: { onSubmit: (fields: Record<string, string>) => void; children: ReactNode }) {
  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const entries = [...new FormData(event.currentTarget)].filter(([, value]) => typeof value === 'string');
    onSubmit(Object.fromEntries(entries) as Record<string, string>);
  }
  return (
    <form className={styles.form} onSubmit={submit}>
      {children}
    </form>
  );
}
