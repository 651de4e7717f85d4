import { useLingui } from '@lingui/react/macro';
import { ProblemNotice } from '../problems/problem-notice.tsx';
import { EntryPage } from './entry-page.tsx';

/** Empty while the session is resumed, which takes a moment; says so when the node does not answer. */
export function OpeningPage({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { t } = useLingui();
  if (error === null) return null;
  return (
    <EntryPage title={t`The node does not answer`} lead={t`Your drafts are kept. You stay logged in.`}>
      <ProblemNotice error={error} onRetry={onRetry} />
    </EntryPage>
  );
}
