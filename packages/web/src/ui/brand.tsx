import styles from './brand.module.css';

/** The product's name with its two rings, one inside, one shared. */
export function Brand() {
  return (
    <span className={styles.brand}>
      <svg width="28" height="20" viewBox="0 0 28 20" aria-hidden="true">
        <circle className={styles.inside} cx="9.5" cy="10" r="7" />
        <circle className={styles.shared} cx="18.5" cy="10" r="7" />
      </svg>
      Adjoin
    </span>
  );
}
