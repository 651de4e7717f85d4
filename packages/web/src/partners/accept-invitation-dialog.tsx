import type { Partner } from '@adjoin/client/resources';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { client } from '../node/client.ts';
import { ProblemNotice } from '../problems/problem-notice.tsx';
import { queryClient } from '../query-client.ts';
import { Button } from '../ui/button.tsx';
import { Actions, Dialog } from '../ui/dialog.tsx';
import { Form } from '../ui/form.tsx';
import { TextArea } from '../ui/text-field.tsx';
import { partnersQuery } from './partner-queries.ts';

async function acceptInvitation({ invitation = '' }: Record<string, string>): Promise<Partner> {
  // Mail programs break long lines; no invitation contains white space.
  const body = { invitation: invitation.replace(/\s+/g, '') };
  const partner = await client.post('/v1/pairings', { body });
  await queryClient.invalidateQueries(partnersQuery);
  return partner;
}

export function AcceptInvitationDialog({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  const [, navigate] = useLocation();
  const accept = useMutation({ mutationFn: acceptInvitation, onSuccess: ({ id }) => navigate(`/partners/${id}`) });
  return (
    <Dialog title={t`Paste an invitation`} onClose={onClose}>
      <Form onSubmit={accept.mutate}>
        <p>
          <Trans>
            Your node then presents itself to the partner’s node. Nothing is shared before both of you have compared the six words.
          </Trans>
        </p>
        <TextArea label={t`Invitation`} name="invitation" required rows={5} spellCheck={false} autoComplete="off" />
        <ProblemNotice error={accept.error} />
        <Actions>
          <Button onClick={onClose}>{t`Cancel`}</Button>
          <Button type="submit" look="main" busy={accept.isPending}>{t`Pair`}</Button>
        </Actions>
      </Form>
    </Dialog>
  );
}
