import type { Partner } from '@adjoin/client/resources';
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useChannels } from '../channel/channel-queries.ts';
import type { Language } from '../language/choose-language.ts';
import { useTimes } from '../language/use-times.ts';
import { ProblemNotice } from '../problems/problem-notice.tsx';
import { NavLink } from '../shell/nav-link.tsx';
import { useTitle } from '../shell/use-title.ts';
import { Button } from '../ui/button.tsx';
import { Page, Section } from '../ui/page.tsx';
import rows from '../ui/rows.module.css';
import { ChangePartnerDialog, type NextState } from './change-partner-dialog.tsx';
import { ConfirmWords } from './confirm-words.tsx';
import styles from './partner-page.module.css';
import { partnerQuery } from './partner-queries.ts';
import { PartnerState } from './partner-state.tsx';

export function PartnerPage({ id }: { id: string }) {
  const { t, i18n } = useLingui();
  const [language, setLanguage] = useState(i18n.locale as Language);
  const { data: partner, error, refetch } = useQuery(partnerQuery(id, language));
  useTitle(partner?.name);
  return (
    <Page title={partner?.name ?? t`Partner`} back="/partners" actions={partner && <PartnerActions partner={partner} />}>
      <ProblemNotice error={error} onRetry={refetch} />
      {partner?.state === 'requested' && <ConfirmWords partner={partner} language={language} onLanguage={setLanguage} />}
      {partner && <PartnerDetails partner={partner} />}
    </Page>
  );
}

function PartnerDetails({ partner }: { partner: Partner }) {
  const { t } = useLingui();
  const times = useTimes();
  return (
    <>
      <dl className={styles.facts}>
        <Fact term={t`State`}>
          <PartnerState partner={partner} />
          {partner.reason && (
            <p>
              <Reason reason={partner.reason} />
            </p>
          )}
        </Fact>
        <Fact term={t`Address`}>{partner.address}</Fact>
        <Fact term={t`Identity`}>
          <code>{partner.did}</code>
        </Fact>
        <Fact term={t`Confirmed by us`}>{partner.confirmed_by_us_at ? times.moment(partner.confirmed_by_us_at) : t`not yet`}</Fact>
        <Fact term={t`Confirmed by them`}>
          {partner.confirmed_by_partner_at ? times.moment(partner.confirmed_by_partner_at) : t`not yet`}
        </Fact>
      </dl>
      {partner.state !== 'requested' && <SharedChannels partner={partner} />}
    </>
  );
}

/** An admin's words, or one of the reasons that nodes give by themselves. */
function Reason({ reason }: { reason: string }) {
  if (reason === 'wrong-words') return <Trans>The wrong words were typed too often.</Trans>;
  if (reason === 'ended-by-partner') return <Trans>The partner ended it.</Trans>;
  return reason;
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className={styles.fact}>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function SharedChannels({ partner }: { partner: Partner }) {
  const { t } = useLingui();
  const channels = useChannels().data?.filter(({ companies }) => companies.some(({ id }) => id === partner.id)) ?? [];
  return (
    <Section title={t`Channels shared with ${partner.name}`}>
      {channels.length === 0 && (
        <p className={rows.sub}>
          <Trans>None. Open a shared channel and choose “Who sees this” to share it.</Trans>
        </p>
      )}
      <ul className={styles.channels}>
        {channels.map(({ id, name }) => (
          <li key={id}>
            <NavLink href={`/channels/${id}`}>{name}</NavLink>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function PartnerActions({ partner }: { partner: Partner }) {
  const { t } = useLingui();
  const [next, setNext] = useState<NextState | null>(null);
  if (partner.state === 'ended') return null;
  return (
    <>
      {partner.state === 'active' && <Button onClick={() => setNext('suspended')}>{t`Suspend…`}</Button>}
      {partner.state === 'suspended' && <Button onClick={() => setNext('active')}>{t`Resume…`}</Button>}
      <Button onClick={() => setNext('ended')}>{t`End the partnership…`}</Button>
      {next && <ChangePartnerDialog partner={partner} next={next} onClose={() => setNext(null)} />}
    </>
  );
}
