import type { Person } from '@adjoin/client/resources';
import { useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../node/client.ts';
import type { Role } from '../node/resources.ts';
import { fieldError } from '../problems/describe-problem.ts';
import { ProblemNotice } from '../problems/problem-notice.tsx';
import { problemOf } from '../problems/problem-of.ts';
import { queryClient } from '../query-client.ts';
import { Button } from '../ui/button.tsx';
import { RadioList } from '../ui/check-list.tsx';
import { Actions, Dialog } from '../ui/dialog.tsx';
import { Form } from '../ui/form.tsx';
import { TextField } from '../ui/text-field.tsx';
import { ActivationLink } from './activation-link.tsx';
import { peopleQuery } from './people-queries.ts';

interface Added {
  person: Person;
  activation_url: string | null;
}

async function addPerson({ name = '', email = '' }: Record<string, string>, role: Role): Promise<Added> {
  const added = await client.post('/v1/people', { body: { name, email, role } });
  await queryClient.invalidateQueries(peopleQuery);
  return added;
}

export function AddPersonDialog({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  const [role, setRole] = useState<Role>('member');
  const add = useMutation({ mutationFn: (fields: Record<string, string>) => addPerson(fields, role) });
  const problem = add.error && problemOf(add.error);
  if (add.data) return <AddedPerson added={add.data} onClose={onClose} />;
  return (
    <Dialog title={t`Add a person`} onClose={onClose}>
      <Form onSubmit={add.mutate}>
        <ProblemNotice error={add.error} />
        <TextField
          label={t`Name`}
          name="name"
          required
          maxLength={100}
          autoComplete="off"
          error={fieldError(problem, 'name')}
          hint={t`Partners see it in channels that you share.`}
        />
        <TextField
          label={t`E-mail`}
          name="email"
          type="email"
          required
          autoComplete="off"
          error={fieldError(problem, 'email')}
          hint={t`To log in with. Partners never see it.`}
        />
        <RadioList
          legend={t`Role`}
          name="role"
          items={[
            { id: 'member', label: t`Member` },
            { id: 'admin', label: t`Admin: people, partners, sharing` },
          ]}
          chosen={role}
          onChange={(chosen) => setRole(chosen as Role)}
        />
        <Actions>
          <Button onClick={onClose}>{t`Cancel`}</Button>
          <Button type="submit" look="main" busy={add.isPending}>{t`Add`}</Button>
        </Actions>
      </Form>
    </Dialog>
  );
}

function AddedPerson({ added, onClose }: { added: Added; onClose: () => void }) {
  const { t } = useLingui();
  const { name } = added.person;
  return (
    <Dialog title={t`${name} has been added`} onClose={onClose}>
      {added.activation_url && <ActivationLink name={name} url={added.activation_url} />}
      <Actions>
        <Button look="main" onClick={onClose}>{t`Done`}</Button>
      </Actions>
    </Dialog>
  );
}
