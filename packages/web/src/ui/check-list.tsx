import type { ReactNode } from 'react';
import styles from './check-list.module.css';

interface CheckListProps {
  legend: string;
  items: { id: string; label: ReactNode }[];
  chosen: ReadonlySet<string>;
  onChange: (chosen: ReadonlySet<string>) => void;
}

/** A list of which any number may be chosen. */
export function CheckList({ legend, items, chosen, onChange }: CheckListProps) {
  function toggle(id: string): void {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    onChange(next);
  }
  return (
    <fieldset className={styles.list}>
      <legend>{legend}</legend>
      <div className={styles.items}>
        {items.map(({ id, label }) => (
          <label key={id} className={styles.item}>
            <input type="checkbox" checked={chosen.has(id)} onChange={() => toggle(id)} />
            {label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

interface RadioListProps {
  legend: string;
  name: string;
  items: { id: string; label: ReactNode }[];
  chosen: string;
  onChange: (chosen: string) => void;
}

/** A list of which exactly one is chosen. */
export function RadioList({ legend, name, items, chosen, onChange }: RadioListProps) {
  return (
    <fieldset className={styles.list}>
      <legend>{legend}</legend>
      <div className={styles.items}>
        {items.map(({ id, label }) => (
          <label key={id} className={styles.item}>
            <input type="radio" name={name} value={id} checked={chosen === id} onChange={() => onChange(id)} />
            {label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
