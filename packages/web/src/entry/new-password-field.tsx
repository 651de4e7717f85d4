import type { Problem } from '@adjoin/client/problem-error';
import { useLingui } from '@lingui/react/macro';
import { fieldError } from '../problems/describe-problem.ts';
import { TextField } from '../ui/text-field.tsx';

const shortest = 10;

export function NewPasswordField({ problem }: { problem: Problem | null }) {
  const { t } = useLingui();
  return (
    <TextField
      label={t`Password`}
      name="password"
      type="password"
      autoComplete="new-password"
      required
      minLength={shortest}
      error={fieldError(problem, 'password')}
      hint={t`At least ${shortest} characters. Several words are better than symbols.`}
    />
  );
}
