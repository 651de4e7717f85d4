import { ProblemNotice } from '../problems/problem-notice.tsx';
import styles from './opening-page.module.css';

/** Empty while the session is resumed, which takes a moment; says so when the node does not answer. */
export function OpeningPage({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  return (
    <main className={styles.page}>
      <ProblemNotice error={error} onRetry={onRetry} />
    </main>
  );
}
