import { useLingui } from '@lingui/react/macro';
import { problemOf } from '../problems/problem-of.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { describeProblem } from './describe-problem.ts';

/** Says why something was refused; nothing while `error` is null. */
export function ProblemNotice({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t, i18n } = useLingui();
  if (error === null || error === undefined) return null;
  const problem = problemOf(error);
  return (
    <Notice kind="failure" action={onRetry && <Button onClick={onRetry}>{t`Try again`}</Button>}>
      <p>{describeProblem(i18n, problem)}</p>
    </Notice>
  );
}
