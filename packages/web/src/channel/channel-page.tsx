import type { Channel } from '@adjoin/client/resources';
import { Trans, useLingui } from '@lingui/react/macro';
import { useEffect } from 'react';
import { Link } from 'wouter';
import { AudiencePane } from '../audience/audience-pane.tsx';
import { Composer } from '../composer/composer.tsx';
import { PerimeterBar } from '../perimeter/perimeter-bar.tsx';
import { PostList } from '../posts/post-list.tsx';
import { ProblemNotice } from '../problems/problem-notice.tsx';
import { rememberChannel } from '../shell/last-channel.ts';
import { useTitle } from '../shell/use-title.ts';
import { ThreadPane } from '../thread/thread-pane.tsx';
import { Icon } from '../ui/icon.tsx';
import { Page } from '../ui/page.tsx';
import styles from './channel-page.module.css';
import { useChannels } from './channel-queries.ts';

type Aside = { kind: 'thread'; root: string } | { kind: 'audience' } | null;

export function ChannelPage({ id, aside }: { id: string; aside: Aside }) {
  const { t } = useLingui();
  const channels = useChannels();
  const channel = channels.data?.find((found) => found.id === id);
  useTitle(channel?.name);
  useEffect(() => {
    if (channel) rememberChannel(id);
  }, [channel, id]);
  if (channels.error)
    return (
      <div className={styles.missing}>
        <ProblemNotice error={channels.error} onRetry={channels.refetch} />
      </div>
    );
  if (!channels.data) return null;
  if (!channel) {
    return (
      <Page title={t`No such channel`}>
        <p>
          <Trans>There is nothing here, or it is not for you. Somebody in the channel can add you.</Trans>
        </p>
      </Page>
    );
  }
  return <OpenChannel channel={channel} aside={aside} />;
}

function OpenChannel({ channel, aside }: { channel: Channel; aside: Aside }) {
  return (
    <div className={styles.page} data-aside={aside ? '' : undefined} data-perimeter={channel.perimeter}>
      <div className={styles.centre}>
        <ChannelHeader channel={channel} />
        <PerimeterBar channel={channel} />
        <PostList channel={channel} />
        <Composer key={channel.id} channel={channel} place={channel.id} />
      </div>
      {aside && <h1 className={styles.spokenName}>{channel.name}</h1>}
      {aside?.kind === 'thread' && <ThreadPane key={aside.root} channel={channel} rootId={aside.root} />}
      {aside?.kind === 'audience' && <AudiencePane channel={channel} />}
    </div>
  );
}

function ChannelHeader({ channel }: { channel: Channel }) {
  const { t } = useLingui();
  return (
    <header className={styles.header}>
      <Link href="/" className={styles.back} aria-label={t`All channels`}>
        <Icon name="back" />
      </Link>
      <div className={styles.names}>
        <h1>{channel.name}</h1>
        {channel.topic && <p>{channel.topic}</p>}
      </div>
    </header>
  );
}
