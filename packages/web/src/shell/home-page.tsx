import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { Redirect } from 'wouter';
import { useChannels } from '../channel/channel-queries.ts';
import { CreateChannelDialog } from '../channel/create-channel-dialog.tsx';
import { ProblemNotice } from '../problems/problem-notice.tsx';
import { useMe } from '../session/use-session.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Page } from '../ui/page.tsx';
import styles from './home-page.module.css';
import { lastChannel } from './last-channel.ts';
import { isWide } from './wide.ts';

/** Opens the channel that was read last; before there is one, says what to do first. */
export function HomePage() {
  const me = useMe();
  const channels = useChannels();
  if (channels.error)
    return (
      <div className={styles.page}>
        <ProblemNotice error={channels.error} onRetry={channels.refetch} />
      </div>
    );
  if (!channels.data) return null;
  const open = channels.data.find(({ id }) => id === lastChannel()) ?? channels.data[0];
  if (open) return isWide() ? <Redirect to={`/channels/${open.id}`} replace /> : null;
  return (
    <Page title={me.company.name}>
      <FirstChannel />
    </Page>
  );
}

/** The empty node: one thing to do. */
export function FirstChannel() {
  const { t } = useLingui();
  const me = useMe();
  const [creating, setCreating] = useState(false);
  const company = me.company.name;
  return (
    <>
      <EmptyState
        title={t`Begin inside ${company}`}
        action={<Button look="main" icon="plus" onClick={() => setCreating(true)}>{t`Create a channel`}</Button>}
      >
        <Trans>
          Conversations happen in channels. A new channel stays inside {company}; a shared one is a choice you make, and it always looks
          different.
        </Trans>
      </EmptyState>
      {creating && <CreateChannelDialog onClose={() => setCreating(false)} />}
    </>
  );
}
