import { useLingui } from '@lingui/react/macro';
import { useMutation, useQuery } from '@tanstack/react-query';
import { client } from '../node/client.ts';
import { ProblemNotice } from '../problems/problem-notice.tsx';
import { logIn } from '../session/log-in.ts';
import { Button } from '../ui/button.tsx';
import { Form } from '../ui/form.tsx';
import { TextField } from '../ui/text-field.tsx';
import { EntryPage } from './entry-page.tsx';

export function LogInPage() {
  const { t } = useLingui();
  const node = useQuery({ queryKey: ['node'], queryFn: () => client.get('/v1/node') });
  const submit = useMutation({
    mutationFn: ({ email = '', password = '' }: Record<string, string>) => logIn(email, password),
  });
  const company = node.data?.name;
  if (node.data && !company) return <NotSetUp />;
  return (
    <EntryPage
      title={company ? t`Log in to ${company}` : t`Log in`}
      lead={company ? t`This is ${company}’s own node. Your password is known here and nowhere else.` : '\u00a0'}
    >
      <Form onSubmit={submit.mutate}>
        <ProblemNotice error={submit.error} />
        <TextField label={t`E-mail`} name="email" type="email" autoComplete="username" required autoFocus />
        <TextField label={t`Password`} name="password" type="password" autoComplete="current-password" required />
        <Button type="submit" look="main" busy={submit.isPending}>{t`Log in`}</Button>
      </Form>
    </EntryPage>
  );
}

function NotSetUp() {
  const { t } = useLingui();
  return (
    <EntryPage
      title={t`This node waits to be set up`}
      lead={t`When it started for the first time, it printed a link that works once. Open that link to name your company and become its first admin.`}
    >
      {null}
    </EntryPage>
  );
}
