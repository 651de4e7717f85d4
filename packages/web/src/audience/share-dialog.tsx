import type { Channel } from '@adjoin/client/resources';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../node/client.ts';
import { partnersQuery } from '../partners/partner-queries.ts';
import { ProblemNotice } from '../problems/problem-notice.tsx';
import { queryClient } from '../query-client.ts';
import { Button } from '../ui/button.tsx';
import { RadioList } from '../ui/check-list.tsx';
import { Actions, Dialog } from '../ui/dialog.tsx';

async function share(channelId: string, partnerId: string): Promise<void> {
  const init = { params: { path: { id: channelId } }, body: { partner_id: partnerId } };
  await client.post('/v1/channels/{id}/shares', init);
  await queryClient.invalidateQueries({ queryKey: ['shares', channelId] });
}

/** Asks a partner to join a shared channel, saying first what that means. */
export function ShareDialog({ channel, onClose }: { channel: Channel; onClose: () => void }) {
  const { t } = useLingui();
  const partners = useQuery(partnersQuery);
  const [chosen, setChosen] = useState('');
  const offer = useMutation({ mutationFn: () => share(channel.id, chosen), onSuccess: onClose });
  const inside = new Set(channel.companies.map(({ id }) => id));
  const candidates = (partners.data ?? []).filter(({ id, state }) => state === 'active' && !inside.has(id));
  const name = candidates.find(({ id }) => id === chosen)?.name;
  return (
    <Dialog title={t`Share ${channel.name} with a partner`} onClose={onClose}>
      <ProblemNotice error={partners.error ?? offer.error} />
      {partners.data && candidates.length === 0 ? (
        <p>
          <Trans>No active partner is left to share with. Pair with one on the Partners page first.</Trans>
        </p>
      ) : (
        <RadioList
          legend={t`Partner`}
          name="partner"
          items={candidates.map((partner) => ({ id: partner.id, label: partner.name }))}
          chosen={chosen}
          onChange={setChosen}
        />
      )}
      {name && (
        <p>
          <Trans>
            {name} is asked, and its admin chooses who joins. If they accept, everything in this channel, from its beginning, is copied to{' '}
            {name}’s own node. Copies cannot be recalled.
          </Trans>
        </p>
      )}
      <Actions>
        <Button onClick={onClose}>{t`Cancel`}</Button>
        <Button look="main" disabled={!name} busy={offer.isPending} onClick={() => offer.mutate()}>
          {name ? t`Share with ${name}` : t`Share`}
        </Button>
      </Actions>
    </Dialog>
  );
}
