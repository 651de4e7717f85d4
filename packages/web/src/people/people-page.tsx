import type { Person } from '@adjoin/client/resources';
import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ProblemNotice } from '../problems/problem-notice.tsx';
import { useIsAdmin, useMe } from '../session/use-session.ts';
import { useTitle } from '../shell/use-title.ts';
import { Avatar } from '../ui/avatar.tsx';
import { Button } from '../ui/button.tsx';
import { Page } from '../ui/page.tsx';
import rows from '../ui/rows.module.css';
import { AddPersonDialog } from './add-person-dialog.tsx';
import { peopleQuery } from './people-queries.ts';
import { PersonActions } from './person-actions.tsx';

export function PeoplePage() {
  const { t } = useLingui();
  const me = useMe();
  const isAdmin = useIsAdmin();
  const [adding, setAdding] = useState(false);
  const people = useQuery(peopleQuery);
  const company = me.company.name;
  useTitle(t`People`);
  const own = people.data?.toSorted((a, b) => a.name.localeCompare(b.name)) ?? [];
  return (
    <Page
      title={t`People`}
      lead={t`Everybody at ${company}. People of partners are shown in the channels they take part in.`}
      actions={isAdmin && <Button look="main" icon="plus" onClick={() => setAdding(true)}>{t`Add a person`}</Button>}
    >
      <ProblemNotice error={people.error} onRetry={people.refetch} />
      <PersonRows people={own} />
      {adding && <AddPersonDialog onClose={() => setAdding(false)} />}
    </Page>
  );
}

function PersonRows({ people }: { people: Person[] }) {
  return (
    <ul className={rows.rows}>
      {people.map((person) => (
        <PersonRow key={person.id} person={person} />
      ))}
    </ul>
  );
}

function PersonRow({ person }: { person: Person }) {
  const { t } = useLingui();
  const me = useMe();
  const isAdmin = useIsAdmin();
  const { name, role, status, email } = person;
  const states = { invited: t`Has not logged in yet`, active: '', deactivated: t`Deactivated` };
  const facts = [email, role === 'admin' && t`Admin`, status && states[status]];
  return (
    <li className={rows.row}>
      <Avatar name={name} outside={false} />
      <div className={rows.main}>
        <strong>{person.id === me.id ? t`${name} (you)` : name}</strong>
        <span className={rows.sub}>{facts.filter(Boolean).join(' · ')}</span>
      </div>
      {isAdmin && person.id !== me.id && <PersonActions person={person} />}
    </li>
  );
}
