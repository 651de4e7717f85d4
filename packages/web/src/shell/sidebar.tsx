import type { Channel } from '@adjoin/client/resources';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useChannels } from '../channel/channel-queries.ts';
import { CreateChannelDialog } from '../channel/create-channel-dialog.tsx';
import type { Perimeter } from '../node/resources.ts';
import { PerimeterIcon } from '../perimeter/perimeter-icon.tsx';
import { ProblemNotice } from '../problems/problem-notice.tsx';
import { useMe } from '../session/use-session.ts';
import { useStore } from '../store.ts';
import { IconButton } from '../ui/button.tsx';
import { OnlySpoken } from '../ui/only-spoken.tsx';
import { FirstChannel } from './home-page.tsx';
import { NavLink } from './nav-link.tsx';
import { OfferList } from './offer-list.tsx';
import { PersonMenu } from './person-menu.tsx';
import { PlaceLinks } from './place-links.tsx';
import styles from './sidebar.module.css';
import { unreadStore } from './unread.ts';

/** The channels, what partners offer, and the way to everything else. `alone` on a small screen. */
export function Sidebar({ alone }: { alone: boolean }) {
  const { t } = useLingui();
  const me = useMe();
  const channels = useChannels();
  const [creating, setCreating] = useState<Perimeter | null>(null);
  const company = me.company.name;
  const Company = alone ? 'h1' : 'p';
  const of = (perimeter: Perimeter) => (channels.data ?? []).filter((channel) => channel.perimeter === perimeter);
  return (
    <div className={styles.sidebar}>
      <header className={styles.header}>
        <Company className={styles.company}>{company}</Company>
      </header>
      <nav className={styles.lists} aria-label={t`Channels`}>
        <ProblemNotice error={channels.error} onRetry={channels.refetch} />
        {alone && channels.data?.length === 0 && <FirstChannel />}
        <ChannelList perimeter="internal" title={t`Inside ${company} only`} channels={of('internal')} onCreate={setCreating} />
        <ChannelList perimeter="shared" title={t`Shared with partners`} channels={of('shared')} onCreate={setCreating} />
        <OfferList />
      </nav>
      <footer className={styles.footer}>
        <PlaceLinks />
        <PersonMenu />
      </footer>
      {creating && <CreateChannelDialog initial={creating} onClose={() => setCreating(null)} />}
    </div>
  );
}

interface ChannelListProps {
  perimeter: Perimeter;
  title: string;
  channels: Channel[];
  onCreate: (perimeter: Perimeter) => void;
}

function ChannelList({ perimeter, title, channels, onCreate }: ChannelListProps) {
  const { t } = useLingui();
  const label = perimeter === 'internal' ? t`Create a channel inside only` : t`Create a shared channel`;
  const ordered = channels.toSorted((a, b) => a.name.localeCompare(b.name));
  return (
    <section className={styles.section} data-perimeter={perimeter}>
      <div className={styles.heading}>
        <PerimeterIcon perimeter={perimeter} size={18} />
        <h2>{title}</h2>
        <IconButton icon="plus" label={label} onClick={() => onCreate(perimeter)} />
      </div>
      <ul className={styles.channels}>
        {ordered.map((channel) => (
          <ChannelItem key={channel.id} channel={channel} />
        ))}
        {channels.length === 0 && (
          <li className={styles.none}>
            <Trans>None yet</Trans>
          </li>
        )}
      </ul>
    </section>
  );
}

function ChannelItem({ channel }: { channel: Channel }) {
  const { t } = useLingui();
  const unread = useStore(unreadStore).get(channel.id) ?? 0;
  const partners = channel.companies.filter(({ id }) => id !== 'self').map(({ name }) => name);
  return (
    <li>
      <NavLink href={`/channels/${channel.id}`} className={styles.channel} data-unread={unread > 0 || undefined}>
        <span className={styles.name}>{channel.name}</span>
        {partners.length > 0 && <span className={styles.partners}>{partners.join(', ')}</span>}
        {unread > 0 && (
          <span className={styles.unread}>
            {unread} <OnlySpoken>{t`unread`}</OnlySpoken>
          </span>
        )}
      </NavLink>
    </li>
  );
}
