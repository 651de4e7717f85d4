import type { Channel, ShareInvitation } from '@adjoin/client/resources';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { channelsQuery } from '../channel/channel-queries.ts';
import { client } from '../node/client.ts';
import { peopleQuery } from '../people/people-queries.ts';
import { ProblemNotice } from '../problems/problem-notice.tsx';
import { queryClient } from '../query-client.ts';
import { useMe } from '../session/use-session.ts';
import { useTitle } from '../shell/use-title.ts';
import { Button } from '../ui/button.tsx';
import { CheckList } from '../ui/check-list.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Page } from '../ui/page.tsx';
import styles from './offer-page.module.css';
import { OfferedAudience } from './offered-audience.tsx';
import { shareInvitationsQuery } from './partner-queries.ts';
import { RejectOfferDialog } from './reject-offer-dialog.tsx';

/** A channel that a partner offers to share: who is in it, and which of our people will be. */
export function OfferPage({ id }: { id: string }) {
  const { t } = useLingui();
  const offers = useQuery(shareInvitationsQuery);
  const offer = offers.data?.find((found) => found.id === id && found.state === 'pending');
  useTitle(offer?.name);
  if (!offer) {
    return (
      <Page title={t`Offered channel`}>
        <ProblemNotice error={offers.error} onRetry={offers.refetch} />
        {offers.data && (
          <EmptyState title={t`Nothing to decide`}>
            <Trans>This offer has been answered or withdrawn.</Trans>
          </EmptyState>
        )}
      </Page>
    );
  }
  return <OpenOffer offer={offer} />;
}

async function acceptOffer(id: string, members: ReadonlySet<string>): Promise<Channel> {
  const init = { params: { path: { id } }, body: { member_ids: [...members] } };
  const channel = await client.post('/v1/share_invitations/{id}/accept', init);
  await queryClient.invalidateQueries(channelsQuery);
  void queryClient.invalidateQueries(shareInvitationsQuery);
  return channel;
}

function OpenOffer({ offer }: { offer: ShareInvitation }) {
  const { t } = useLingui();
  const me = useMe();
  const [, navigate] = useLocation();
  const people = useQuery(peopleQuery);
  const [members, setMembers] = useState<ReadonlySet<string>>(() => new Set([me.id]));
  const [rejecting, setRejecting] = useState(false);
  const accept = useMutation({
    mutationFn: () => acceptOffer(offer.id, members),
    onSuccess: ({ id }) => navigate(`/channels/${id}`),
  });
  const own = (people.data ?? []).filter(({ is_local, status }) => is_local && status !== 'deactivated');
  const partner = offer.host.name;
  return (
    <Page title={offer.name} lead={offer.topic}>
      <OfferedAudience offer={offer} />
      <p className={styles.meaning}>
        <Trans>
          {partner} offers to share this channel. If you accept, the people you choose see what is posted in it, and everything they post is
          copied to {partner}’s own node. Copies cannot be recalled.
        </Trans>
      </p>
      <div className={styles.people}>
        <CheckList
          legend={t`Who of your people joins`}
          items={own.map(({ id, name }) => ({ id, label: name }))}
          chosen={members}
          onChange={setMembers}
        />
      </div>
      <ProblemNotice error={people.error ?? accept.error} />
      <div className={styles.actions}>
        <Button
          look="main"
          disabled={members.size === 0}
          busy={accept.isPending}
          onClick={() => accept.mutate()}
        >{t`Accept and join`}</Button>
        <Button onClick={() => setRejecting(true)}>{t`Decline…`}</Button>
      </div>
      {rejecting && <RejectOfferDialog offer={offer} onClose={() => setRejecting(false)} />}
    </Page>
  );
}
