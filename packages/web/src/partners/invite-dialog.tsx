import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { useTimes } from '../language/use-times.ts';
import { client } from '../node/client.ts';
import type { NewInvitation } from '../node/resources.ts';
import { ProblemNotice } from '../problems/problem-notice.tsx';
import { queryClient } from '../query-client.ts';
import { Button } from '../ui/button.tsx';
import { CopyField } from '../ui/copy-field.tsx';
import { Actions, Dialog } from '../ui/dialog.tsx';
import { Form } from '../ui/form.tsx';
import { TextField } from '../ui/text-field.tsx';
import { invitationsQuery } from './partner-queries.ts';

async function createInvitation({ note = '' }: Record<string, string>): Promise<NewInvitation> {
  const invitation = await client.post('/v1/invitations', { body: { note: note.trim() } });
  await queryClient.invalidateQueries(invitationsQuery);
  return invitation;
}

/** Makes an invitation and shows it, this one time. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  const create = useMutation({ mutationFn: createInvitation });
  if (create.data) return <MadeInvitation invitation={create.data} onClose={onClose} />;
  return (
    <Dialog title={t`Invite a partner`} onClose={onClose}>
      <Form onSubmit={create.mutate}>
        <p>
          <Trans>
            An invitation is a text for one company, valid once and for 14 days. Send it to the other company’s admin by any means: the six
            words that you compare afterwards protect you if somebody else reads it.
          </Trans>
        </p>
        <TextField label={t`For whom (optional)`} name="note" maxLength={200} autoComplete="off" hint={t`Only your admins see this.`} />
        <ProblemNotice error={create.error} />
        <Actions>
          <Button onClick={onClose}>{t`Cancel`}</Button>
          <Button type="submit" look="main" busy={create.isPending}>{t`Make an invitation`}</Button>
        </Actions>
      </Form>
    </Dialog>
  );
}

function MadeInvitation({ invitation, onClose }: { invitation: NewInvitation; onClose: () => void }) {
  const { t } = useLingui();
  const times = useTimes();
  const until = times.date(invitation.expires_at);
  return (
    <Dialog title={t`Invite a partner`} onClose={onClose}>
      <p>
        <Trans>Send this text to the other company’s admin. It is shown only now and works until {until}.</Trans>
      </p>
      <CopyField label={t`Invitation`} text={invitation.invitation} />
      <Actions>
        <Button look="main" onClick={onClose}>{t`Done`}</Button>
      </Actions>
    </Dialog>
  );
}
