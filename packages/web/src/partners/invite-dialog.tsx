import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation } from "@tanstack/react-query";
import { answerOf, api } from "../api/client.ts";
import type { Invitation } from "../api/contract.ts";
import { useTimes } from "../language/use-times.ts";
import { ProblemNotice } from "../problems/problem-notice.tsx";
import { queryClient } from "../query-client.ts";
import { Button } from "../ui/button.tsx";
import { CopyField } from "../ui/copy-field.tsx";
import { Actions, Dialog } from "../ui/dialog.tsx";
import { invitationsQuery } from "./partner-queries.ts";

async function createInvitation(): Promise<Invitation> {
  const invitation = await answerOf(api.POST("/v1/invitations", { body: {} }));
  await queryClient.invalidateQueries(invitationsQuery);
  return invitation;
}

/** Makes an invitation and shows it, this one time. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  const create = useMutation({ mutationFn: createInvitation });
  return (
    <Dialog title={t`Invite a partner`} onClose={onClose}>
      <ProblemNotice error={create.error} />
      {create.data ? <Made invitation={create.data} /> : <Explained />}
      <Actions>
        {create.data ? (
          <Button look="main" onClick={onClose}>{t`Done`}</Button>
        ) : (
          <>
            <Button onClick={onClose}>{t`Cancel`}</Button>
            <Button look="main" busy={create.isPending} onClick={() => create.mutate()}>{t`Make an invitation`}</Button>
          </>
        )}
      </Actions>
    </Dialog>
  );
}

function Explained() {
  return (
    <p>
      <Trans>An invitation is a text for one company, valid once and for 14 days. Send it to the other company’s admin by any means: the six words that you compare afterwards protect you if somebody else reads it.</Trans>
    </p>
  );
}

function Made({ invitation }: { invitation: Invitation }) {
  const { t } = useLingui();
  const times = useTimes();
  const until = times.date(invitation.expires_at);
  return (
    <>
      <p>
        <Trans>Send this text to the other company’s admin. It is shown only now and works until {until}.</Trans>
      </p>
      <CopyField label={t`Invitation`} text={invitation.invitation ?? ""} />
    </>
  );
}
