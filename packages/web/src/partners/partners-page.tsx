import type { Partner } from '@adjoin/client/resources';
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import { useTimes } from '../language/use-times.ts';
import { ProblemNotice } from '../problems/problem-notice.tsx';
import { useTitle } from '../shell/use-title.ts';
import { Avatar } from '../ui/avatar.tsx';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Page, Section } from '../ui/page.tsx';
import rows from '../ui/rows.module.css';
import { AcceptInvitationDialog } from './accept-invitation-dialog.tsx';
import { InvitationList } from './invitation-list.tsx';
import { InviteDialog } from './invite-dialog.tsx';
import { partnersQuery } from './partner-queries.ts';
import { PartnerState } from './partner-state.tsx';

type Open = 'invite' | 'accept' | null;

export function PartnersPage() {
  const { t } = useLingui();
  const [open, setOpen] = useState<Open>(null);
  const partners = useQuery(partnersQuery);
  useTitle(t`Partners`);
  const invite = <Button look="main" icon="plus" onClick={() => setOpen('invite')}>{t`Invite a partner`}</Button>;
  const accept = <Button onClick={() => setOpen('accept')}>{t`Paste an invitation`}</Button>;
  return (
    <Page
      title={t`Partners`}
      lead={t`Companies whose nodes are paired with yours. Pairing shares nothing: only what is placed in a shared channel is ever copied.`}
      actions={
        <>
          {accept}
          {invite}
        </>
      }
    >
      <ProblemNotice error={partners.error} onRetry={partners.refetch} />
      {partners.data?.length === 0 && (
        <EmptyState title={t`No partner yet`}>
          <Trans>
            Make an invitation and send it to the other company’s admin, or paste the one that you were sent. Then compare six words by
            telephone, and you are paired.
          </Trans>
        </EmptyState>
      )}
      {partners.data && partners.data.length > 0 && <PartnerRows partners={partners.data} />}
      <Section title={t`Open invitations`}>
        <InvitationList />
      </Section>
      {open === 'invite' && <InviteDialog onClose={() => setOpen(null)} />}
      {open === 'accept' && <AcceptInvitationDialog onClose={() => setOpen(null)} />}
    </Page>
  );
}

const order = { requested: 0, active: 1, suspended: 2, ended: 3 };

function PartnerRows({ partners }: { partners: Partner[] }) {
  const times = useTimes();
  const ordered = partners.toSorted((a, b) => order[a.state] - order[b.state] || a.name.localeCompare(b.name));
  return (
    <ul className={rows.rows}>
      {ordered.map((partner) => (
        <li key={partner.id} className={rows.row}>
          <Avatar name={partner.name} outside />
          <div className={rows.main}>
            <Link href={`/partners/${partner.id}`}>{partner.name}</Link>
            <span className={rows.sub}>
              <Trans>since {times.date(partner.created_at)}</Trans>
            </span>
          </div>
          <PartnerState partner={partner} />
        </li>
      ))}
    </ul>
  );
}
