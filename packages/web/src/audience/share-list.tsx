import type { Channel } from '@adjoin/client/resources';
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { sharesQuery } from '../channel/channel-queries.ts';
import type { Share } from '../node/resources.ts';
import { ProblemNotice } from '../problems/problem-notice.tsx';
import { useIsAdmin } from '../session/use-session.ts';
import { Button } from '../ui/button.tsx';
import { EndShareDialog } from './end-share-dialog.tsx';
import { ShareDialog } from './share-dialog.tsx';
import styles from './share-list.module.css';

/** The partners that an admin of the host has asked to join, and asking another one. */
export function ShareList({ channel }: { channel: Channel }) {
  const { t } = useLingui();
  const [sharing, setSharing] = useState(false);
  const decides = useIsAdmin() && channel.host.id === 'self';
  const shares = useQuery({ ...sharesQuery(channel.id), enabled: decides });
  if (!decides) return null;
  return (
    <section className={styles.shares}>
      <h3>{t`Sharing`}</h3>
      <ProblemNotice error={shares.error} onRetry={shares.refetch} />
      <ul>
        {shares.data?.map((share) => (
          <ShareRow key={share.partner.id} channel={channel} share={share} />
        ))}
      </ul>
      <Button icon="rings" onClick={() => setSharing(true)}>{t`Share with a partner…`}</Button>
      {sharing && <ShareDialog channel={channel} onClose={() => setSharing(false)} />}
    </section>
  );
}

function ShareRow({ channel, share }: { channel: Channel; share: Share }) {
  const { t } = useLingui();
  const [ending, setEnding] = useState(false);
  const states = {
    invited: <Trans>Asked; sees nothing before it accepts</Trans>,
    active: <Trans>Receives a copy of everything</Trans>,
    removed: share.reason ? <Trans>Not in: {share.reason}</Trans> : <Trans>Not in</Trans>,
  };
  return (
    <li>
      <div>
        <strong>{share.partner.name}</strong>
        <p>{states[share.state]}</p>
      </div>
      {share.state !== 'removed' && (
        <Button look="quiet" onClick={() => setEnding(true)}>
          {share.state === 'invited' ? t`Withdraw…` : t`Take out…`}
        </Button>
      )}
      {ending && <EndShareDialog channel={channel} share={share} onClose={() => setEnding(false)} />}
    </li>
  );
}
