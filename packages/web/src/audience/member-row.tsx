import type { Channel, Person } from '@adjoin/client/resources';
import { useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { client } from '../node/client.ts';
import { queryClient } from '../query-client.ts';
import { useMe } from '../session/use-session.ts';
import { Avatar } from '../ui/avatar.tsx';
import { IconButton } from '../ui/button.tsx';
import styles from './member-row.module.css';

async function removeMember(channelId: string, personId: string): Promise<void> {
  await client.delete('/v1/channels/{id}/members/{person_id}', { params: { path: { id: channelId, person_id: personId } } });
  for (const key of ['members', 'audience']) await queryClient.invalidateQueries({ queryKey: [key, channelId] });
}

export function MemberRow({ channel, person }: { channel: Channel; person: Person }) {
  const { t } = useLingui();
  const me = useMe();
  const remove = useMutation({ mutationFn: () => removeMember(channel.id, person.id) });
  const removable = me.role === 'admin' && person.is_local && person.id !== me.id;
  return (
    <li className={styles.row}>
      <Avatar name={person.name} outside={!person.is_local} small />
      <span className={styles.name}>{person.id === me.id ? t`${person.name} (you)` : person.name}</span>
      {removable && (
        <IconButton icon="close" label={t`Remove ${person.name}`} disabled={remove.isPending} onClick={() => remove.mutate()} />
      )}
    </li>
  );
}
