import type { Partner } from '@adjoin/client/resources';
import { useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { client } from '../node/client.ts';
import { ProblemNotice } from '../problems/problem-notice.tsx';
import { queryClient } from '../query-client.ts';
import { Button } from '../ui/button.tsx';
import { Actions, Dialog } from '../ui/dialog.tsx';
import { Form } from '../ui/form.tsx';
import { TextField } from '../ui/text-field.tsx';

export type NextState = 'active' | 'suspended' | 'ended';

async function changePartner(id: string, state: NextState, reason: string): Promise<void> {
  await client.patch('/v1/partners/{id}', { params: { path: { id } }, body: { state, reason } });
  await queryClient.invalidateQueries({ queryKey: ['partners'] });
}

function useWords(name: string) {
  const { t } = useLingui();
  return {
    active: { title: t`Resume ${name}?`, meaning: t`What was posted meanwhile is exchanged.`, act: t`Resume` },
    suspended: {
      title: t`Suspend ${name}?`,
      meaning: t`Nothing is sent or taken until you resume. Both keep what they have.`,
      act: t`Suspend`,
    },
    ended: {
      title: t`End the partnership with ${name}?`,
      meaning: t`Nothing is exchanged any more, for good. Both keep what they have; copies cannot be recalled.`,
      act: t`End it`,
    },
  };
}

export function ChangePartnerDialog({ partner, next, onClose }: { partner: Partner; next: NextState; onClose: () => void }) {
  const { t } = useLingui();
  const { title, meaning, act } = useWords(partner.name)[next];
  const change = useMutation({
    mutationFn: ({ reason = '' }: Record<string, string>) => changePartner(partner.id, next, reason),
    onSuccess: onClose,
  });
  return (
    <Dialog title={title} onClose={onClose}>
      <Form onSubmit={change.mutate}>
        <p>{meaning}</p>
        <TextField label={t`Reason (optional)`} name="reason" maxLength={300} autoComplete="off" hint={t`Only your people see this.`} />
        <ProblemNotice error={change.error} />
        <Actions>
          <Button onClick={onClose}>{t`Cancel`}</Button>
          <Button type="submit" look={next === 'ended' ? 'failure' : 'main'} busy={change.isPending}>
            {act}
          </Button>
        </Actions>
      </Form>
    </Dialog>
  );
}
