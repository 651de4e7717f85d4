import type { Channel, Person } from '@adjoin/client/resources';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../node/client.ts';
import { peopleQuery } from '../people/people-queries.ts';
import { ProblemNotice } from '../problems/problem-notice.tsx';
import { queryClient } from '../query-client.ts';
import { Button } from '../ui/button.tsx';
import { CheckList } from '../ui/check-list.tsx';
import { Actions, Dialog } from '../ui/dialog.tsx';

async function addMembers(channelId: string, ids: ReadonlySet<string>): Promise<void> {
  const init = { params: { path: { id: channelId } }, body: { person_ids: [...ids] } };
  await client.post('/v1/channels/{id}/members', init);
  for (const key of ['members', 'audience']) await queryClient.invalidateQueries({ queryKey: [key, channelId] });
}

interface AddMembersDialogProps {
  channel: Channel;
  members: Person[];
  onClose: () => void;
}

export function AddMembersDialog({ channel, members, onClose }: AddMembersDialogProps) {
  const { t } = useLingui();
  const people = useQuery(peopleQuery);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const add = useMutation({ mutationFn: () => addMembers(channel.id, chosen), onSuccess: onClose });
  const inside = new Set(members.map(({ id }) => id));
  const candidates = (people.data ?? []).filter(({ id, is_local, status }) => is_local && status !== 'deactivated' && !inside.has(id));
  return (
    <Dialog title={t`Add people to ${channel.name}`} onClose={onClose}>
      <ProblemNotice error={people.error ?? add.error} />
      {people.data && candidates.length === 0 ? (
        <p>
          <Trans>Everybody of your company is in already.</Trans>
        </p>
      ) : (
        <CheckList
          legend={t`People`}
          items={candidates.map(({ id, name }) => ({ id, label: name }))}
          chosen={chosen}
          onChange={setChosen}
        />
      )}
      <Actions>
        <Button onClick={onClose}>{t`Cancel`}</Button>
        <Button look="main" disabled={chosen.size === 0} busy={add.isPending} onClick={() => add.mutate()}>{t`Add`}</Button>
      </Actions>
    </Dialog>
  );
}
