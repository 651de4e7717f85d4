import type { Channel, Person } from '@adjoin/client/resources';
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { membersQuery } from '../channel/channel-queries.ts';
import { PerimeterBar } from '../perimeter/perimeter-bar.tsx';
import { ProblemNotice } from '../problems/problem-notice.tsx';
import { Aside } from '../ui/aside.tsx';
import { Button } from '../ui/button.tsx';
import { AddMembersDialog } from './add-members-dialog.tsx';
import styles from './audience-pane.module.css';
import { receivingCompanies } from './describe-audience.ts';
import { MemberRow } from './member-row.tsx';
import { ShareList } from './share-list.tsx';

/** Everybody who sees a channel, company by company, and what can be done about it. */
export function AudiencePane({ channel }: { channel: Channel }) {
  const { t } = useLingui();
  const members = useQuery(membersQuery(channel.id));
  return (
    <Aside title={t`Who sees this`} closeTo={`/channels/${channel.id}`}>
      <div className={styles.bar}>
        <PerimeterBar channel={channel} />
      </div>
      <div className={styles.body}>
        <ProblemNotice error={members.error} onRetry={members.refetch} />
        {members.data &&
          receivingCompanies(channel).map((company) => (
            <CompanyMembers key={company.id} channel={channel} companyId={company.id} members={members.data} />
          ))}
        {channel.perimeter === 'shared' ? <ShareList channel={channel} /> : <StaysInside />}
      </div>
    </Aside>
  );
}

function CompanyMembers({ channel, companyId, members }: { channel: Channel; companyId: string; members: Person[] }) {
  const { t } = useLingui();
  const [adding, setAdding] = useState(false);
  const company = channel.companies.find(({ id }) => id === companyId)!;
  const own = companyId === 'self';
  const people = members.filter((person) => person.company.id === companyId).toSorted((a, b) => a.name.localeCompare(b.name));
  return (
    <section className={styles.company} data-outside={!own || undefined}>
      <div className={styles.heading}>
        <h3>{company.name}</h3>
        <span>{company.head_count}</span>
        {own && <Button look="quiet" icon="plus" onClick={() => setAdding(true)}>{t`Add people`}</Button>}
      </div>
      <ul>
        {people.map((person) => (
          <MemberRow key={person.id} channel={channel} person={person} />
        ))}
      </ul>
      {!own && (
        <p className={styles.note}>
          <Trans>{company.name} chooses who of its people is in.</Trans>
        </p>
      )}
      {adding && <AddMembersDialog channel={channel} members={members} onClose={() => setAdding(false)} />}
    </section>
  );
}

function StaysInside() {
  return (
    <p className={styles.note}>
      <Trans>An internal channel never leaves. To talk with a partner, create a shared channel.</Trans>
    </p>
  );
}
