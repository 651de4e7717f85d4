import type { Channel } from '@adjoin/client/resources';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { client } from '../node/client.ts';
import type { Share } from '../node/resources.ts';
import { ProblemNotice } from '../problems/problem-notice.tsx';
import { queryClient } from '../query-client.ts';
import { Button } from '../ui/button.tsx';
import { Actions, Dialog } from '../ui/dialog.tsx';

async function endShare(channelId: string, partnerId: string): Promise<void> {
  await client.delete('/v1/channels/{id}/shares/{partner_id}', { params: { path: { id: channelId, partner_id: partnerId } } });
  for (const key of ['shares', 'audience', 'members']) await queryClient.invalidateQueries({ queryKey: [key, channelId] });
  await queryClient.invalidateQueries({ queryKey: ['channels'] });
}

/** Withdraws an invitation, or takes a company out of a channel that we host. */
export function EndShareDialog({ channel, share, onClose }: { channel: Channel; share: Share; onClose: () => void }) {
  const { t } = useLingui();
  const { id, name } = share.partner;
  const invited = share.state === 'invited';
  const end = useMutation({ mutationFn: () => endShare(channel.id, id), onSuccess: onClose });
  return (
    <Dialog title={invited ? t`Withdraw the invitation of ${name}?` : t`Take ${name} out of ${channel.name}?`} onClose={onClose}>
      <p>
        {invited ? (
          <Trans>{name} has received nothing of this channel yet.</Trans>
        ) : (
          <Trans>From now on {name} receives nothing of this channel. What it holds it keeps: copies cannot be recalled.</Trans>
        )}
      </p>
      <ProblemNotice error={end.error} />
      <Actions>
        <Button onClick={onClose}>{t`Cancel`}</Button>
        <Button look="failure" busy={end.isPending} onClick={() => end.mutate()}>
          {invited ? t`Withdraw` : t`Take out`}
        </Button>
      </Actions>
    </Dialog>
  );
}
