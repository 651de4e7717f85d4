import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTimes } from '../language/use-times.ts';
import { client } from '../node/client.ts';
import type { Invitation } from '../node/resources.ts';
import { ProblemNotice } from '../problems/problem-notice.tsx';
import { queryClient } from '../query-client.ts';
import { Button } from '../ui/button.tsx';
import rows from '../ui/rows.module.css';
import { invitationsQuery } from './partner-queries.ts';

async function revokeInvitation(id: string): Promise<void> {
  await client.delete('/v1/invitations/{id}', { params: { path: { id } } });
  await queryClient.invalidateQueries(invitationsQuery);
}

export function InvitationList() {
  const invitations = useQuery(invitationsQuery);
  const open = invitations.data?.filter(({ state }) => state === 'open') ?? [];
  if (invitations.error) return <ProblemNotice error={invitations.error} onRetry={invitations.refetch} />;
  if (open.length === 0) {
    return (
      <p className={rows.sub}>
        <Trans>None. An invitation disappears from here when it is used or expires.</Trans>
      </p>
    );
  }
  return (
    <ul className={rows.rows}>
      {open.map((invitation) => (
        <InvitationRow key={invitation.id} invitation={invitation} />
      ))}
    </ul>
  );
}

function InvitationRow({ invitation }: { invitation: Invitation }) {
  const { t } = useLingui();
  const times = useTimes();
  const revoke = useMutation({ mutationFn: () => revokeInvitation(invitation.id) });
  const until = times.date(invitation.expires_at);
  return (
    <li className={rows.row}>
      <div className={rows.main}>
        {invitation.note ? <strong>{invitation.note}</strong> : <Trans>Made on {times.date(invitation.created_at)}</Trans>}
        <span className={rows.sub}>
          <Trans>valid until {until}</Trans>
        </span>
      </div>
      <ProblemNotice error={revoke.error} />
      <Button busy={revoke.isPending} onClick={() => revoke.mutate()}>{t`Revoke`}</Button>
    </li>
  );
}
