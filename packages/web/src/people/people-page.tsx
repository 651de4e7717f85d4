import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Person } from "../api/contract.ts";
import { ProblemNotice } from "../problems/problem-notice.tsx";
import { useIsAdmin, useMe } from "../session/use-session.ts";
import { useTitle } from "../shell/use-title.ts";
import { Avatar } from "../ui/avatar.tsx";
import { Button } from "../ui/button.tsx";
import { Page, Section } from "../ui/page.tsx";
import rows from "../ui/rows.module.css";
import { AddPersonDialog } from "./add-person-dialog.tsx";
import { peopleQuery } from "./people-queries.ts";
import { PersonActions } from "./person-actions.tsx";

function byName(a: Person, b: Person): number {
  return a.company.name.localeCompare(b.company.name) || a.name.localeCompare(b.name);
}

export function PeoplePage() {
  const { t } = useLingui();
  const me = useMe();
  const isAdmin = useIsAdmin();
  const [adding, setAdding] = useState(false);
  const people = useQuery(peopleQuery);
  const company = me.company.name;
  useTitle(t`People`);
  const own = people.data?.filter(({ is_local }) => is_local).toSorted(byName) ?? [];
  const others = people.data?.filter(({ is_local }) => !is_local).toSorted(byName) ?? [];
  return (
    <Page title={t`People`} actions={isAdmin && <Button look="main" icon="plus" onClick={() => setAdding(true)}>{t`Add a person`}</Button>}>
      <ProblemNotice error={people.error} onRetry={people.refetch} />
      {own.length > 0 && (
        <Section title={company}>
          <PersonRows people={own} />
        </Section>
      )}
      {others.length > 0 && (
        <Section title={t`At partners, in shared channels`}>
          <PersonRows people={others} />
        </Section>
      )}
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
  const { name, is_local, company, role, status, email } = person;
  const states = { invited: t`Has not logged in yet`, active: "", deactivated: t`Deactivated` };
  return (
    <li className={rows.row}>
      <Avatar name={name} outside={!is_local} />
      <div className={rows.main}>
        <strong>{person.id === me.id ? t`${name} (you)` : name}</strong>
        <span className={rows.sub}>{is_local ? email : company.name}</span>
      </div>
      {is_local && status && status !== "active" && <span className={rows.sub}>{states[status]}</span>}
      {role === "admin" && <span className={rows.state}>{t`Admin`}</span>}
      {is_local && isAdmin && person.id !== me.id && <PersonActions person={person} />}
    </li>
  );
}
