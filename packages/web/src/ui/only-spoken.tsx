import type { ComponentProps } from 'react';
import styles from './only-spoken.module.css';

/** Text for screen readers alone. */
export function OnlySpoken(props: Omit<ComponentProps<'span'>, 'className'>) {
  return <span {...props} className={styles.spoken} />;
}
