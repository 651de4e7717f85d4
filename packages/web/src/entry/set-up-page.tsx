import { useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { useLocation, useSearchParams } from 'wouter';
import { client } from '../node/client.ts';
import { fieldError } from '../problems/describe-problem.ts';
import { ProblemNotice } from '../problems/problem-notice.tsx';
import { problemOf } from '../problems/problem-of.ts';
import { queryClient } from '../query-client.ts';
import { logIn } from '../session/log-in.ts';
import { Button } from '../ui/button.tsx';
import { Form } from '../ui/form.tsx';
import { Notice } from '../ui/notice.tsx';
import { TextField } from '../ui/text-field.tsx';
import { EntryPage } from './entry-page.tsx';
import { NewPasswordField } from './new-password-field.tsx';

async function setUp(token: string, fields: Record<string, string>): Promise<void> {
  const { company = '', name = '', email = '', password = '' } = fields;
  await client.post('/v1/setup', { body: { token, company, name, email, password } });
  await logIn(email, password);
}

export function SetUpPage() {
  const { t } = useLingui();
  const [search] = useSearchParams();
  const [, navigate] = useLocation();
  const token = search.get('token');
  const submit = useMutation({
    mutationFn: (fields: Record<string, string>) => setUp(token ?? '', fields),
    onSuccess: () => {
      queryClient.removeQueries({ queryKey: ['node'] });
      navigate('/', { replace: true });
    },
  });
  const problem = submit.error && problemOf(submit.error);
  return (
    <EntryPage
      title={t`Set up your company’s node`}
      lead={t`You become its first admin. Partners will see the company’s name; nobody outside sees yours until you share a channel with them.`}
    >
      {token === null && <Notice kind="failure">{t`This address lacks its token. Open the whole link that the node printed.`}</Notice>}
      <Form onSubmit={submit.mutate}>
        <ProblemNotice error={submit.error} />
        <TextField
          label={t`Company`}
          name="company"
          autoComplete="organization"
          required
          maxLength={100}
          error={fieldError(problem, 'company')}
        />
        <TextField label={t`Your name`} name="name" autoComplete="name" required maxLength={100} error={fieldError(problem, 'name')} />
        <TextField
          label={t`E-mail`}
          name="email"
          type="email"
          autoComplete="username"
          required
          error={fieldError(problem, 'email')}
          hint={t`You log in with it. It is shown to nobody outside.`}
        />
        <NewPasswordField problem={problem} />
        <Button type="submit" look="main" busy={submit.isPending} disabled={token === null}>{t`Set up`}</Button>
      </Form>
    </EntryPage>
  );
}
