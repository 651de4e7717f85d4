import { useLingui } from '@lingui/react/macro';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useLocation, useSearchParams } from 'wouter';
import { client } from '../node/client.ts';
import { ProblemNotice } from '../problems/problem-notice.tsx';
import { problemOf } from '../problems/problem-of.ts';
import { logIn } from '../session/log-in.ts';
import { Button } from '../ui/button.tsx';
import { Form } from '../ui/form.tsx';
import { Notice } from '../ui/notice.tsx';
import { EntryPage } from './entry-page.tsx';
import { NewPasswordField } from './new-password-field.tsx';

async function activate(token: string, password: string): Promise<void> {
  const person = await client.post('/v1/activations', { body: { token, password } });
  if (person.email) await logIn(person.email, password);
}

export function ActivatePage() {
  const { t } = useLingui();
  const [search] = useSearchParams();
  const [, navigate] = useLocation();
  const token = search.get('token');
  const node = useQuery({ queryKey: ['node'], queryFn: () => client.get('/v1/node') });
  const submit = useMutation({
    mutationFn: ({ password = '' }: Record<string, string>) => activate(token ?? '', password),
    onSuccess: () => navigate('/', { replace: true }),
  });
  const company = node.data?.name;
  return (
    <EntryPage title={company ? t`Join ${company}` : t`Activate your account`} lead={t`Choose a password. After that you are in.`}>
      {token === null && <Notice kind="failure">{t`This address lacks its token. Open the whole link that you were given.`}</Notice>}
      <Form onSubmit={submit.mutate}>
        <ProblemNotice error={submit.error} />
        <NewPasswordField problem={submit.error && problemOf(submit.error)} />
        <Button type="submit" look="main" busy={submit.isPending} disabled={token === null}>{t`Activate`}</Button>
      </Form>
    </EntryPage>
  );
}
