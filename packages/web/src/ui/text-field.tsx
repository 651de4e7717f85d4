import { type ComponentProps, type ReactNode, useId } from 'react';
import styles from './text-field.module.css';

interface Surroundings {
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
}

function describedBy(id: string, { hint, error }: Surroundings): string | undefined {
  const ids = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  return ids === '' ? undefined : ids;
}

function Field({ id, label, hint, error, children }: Surroundings & { id: string; children: ReactNode }) {
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      {children}
      {error && (
        <p id={`${id}-error`} className={styles.error}>
          {error}
        </p>
      )}
      {hint && (
        <p id={`${id}-hint`} className={styles.hint}>
          {hint}
        </p>
      )}
    </div>
  );
}

export function TextField({ label, hint, error, ...rest }: Surroundings & Omit<ComponentProps<'input'>, 'className'>) {
  const id = useId();
  return (
    <Field id={id} label={label} hint={hint} error={error}>
      <input
        {...rest}
        id={id}
        className={styles.input}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(id, { label, hint, error })}
      />
    </Field>
  );
}

export function TextArea({ label, hint, error, ...rest }: Surroundings & Omit<ComponentProps<'textarea'>, 'className'>) {
  const id = useId();
  return (
    <Field id={id} label={label} hint={hint} error={error}>
      <textarea
        {...rest}
        id={id}
        className={styles.input}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(id, { label, hint, error })}
      />
    </Field>
  );
}
