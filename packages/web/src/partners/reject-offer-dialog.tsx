import type { ShareInvitation } from '@adjoin/client/resources';
import { useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { client } from '../node/client.ts';
import { ProblemNotice } from '../problems/problem-notice.tsx';
import { queryClient } from '../query-client.ts';
import { Button } from '../ui/button.tsx';
import { Actions, Dialog } from '../ui/dialog.tsx';
import { Form } from '../ui/form.tsx';
import { TextField } from '../ui/text-field.tsx';
import { shareInvitationsQuery } from './partner-queries.ts';

async function rejectOffer(id: string, reason: string): Promise<void> {
  await client.post('/v1/share_invitations/{id}/reject', { params: { path: { id } }, body: { reason } });
  await queryClient.invalidateQueries(shareInvitationsQuery);
}

export function RejectOfferDialog({ offer, onClose }: { offer: ShareInvitation; onClose: () => void }) {
  const { t } = useLingui();
  const [, navigate] = useLocation();
  const reject = useMutation({
    mutationFn: ({ reason = '' }: Record<string, string>) => rejectOffer(offer.id, reason),
    onSuccess: () => navigate('/'),
  });
  return (
    <Dialog title={t`Decline ${offer.name}?`} onClose={onClose}>
      <Form onSubmit={reject.mutate}>
        <TextField
          label={t`Reason (optional)`}
          name="reason"
          maxLength={300}
          autoComplete="off"
          hint={t`${offer.host.name} is told this.`}
        />
        <ProblemNotice error={reject.error} />
        <Actions>
          <Button onClick={onClose}>{t`Cancel`}</Button>
          <Button type="submit" look="main" busy={reject.isPending}>{t`Decline`}</Button>
        </Actions>
      </Form>
    </Dialog>
  );
}
