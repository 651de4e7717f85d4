import type { Person } from '@adjoin/client/resources';
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { client } from '../node/client.ts';
import type { Role } from '../node/resources.ts';
import { ProblemNotice } from '../problems/problem-notice.tsx';
import { queryClient } from '../query-client.ts';
import { IconButton } from '../ui/button.tsx';
import { Menu, MenuItem } from '../ui/menu.tsx';
import { ActivationDialog } from './activation-dialog.tsx';
import { peopleQuery } from './people-queries.ts';

interface Change {
  role?: Role;
  status?: 'active' | 'deactivated';
}

async function changePerson(id: string, body: Change): Promise<void> {
  await client.patch('/v1/people/{id}', { params: { path: { id } }, body });
  await queryClient.invalidateQueries(peopleQuery);
}

async function requestLink(id: string): Promise<string> {
  const init = { params: { path: { id } } };
  return (await client.post('/v1/people/{id}/activations', init)).activation_url;
}

/** What an admin can do about a person of the own company. */
export function PersonActions({ person }: { person: Person }) {
  const { t } = useLingui();
  const [url, setUrl] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  const attempt = (act: Promise<unknown>) => void act.then(() => setError(null), setError);
  const { id, name, role, status } = person;
  return (
    <>
      <ProblemNotice error={error} />
      <Menu button={<IconButton icon="more" label={t`Actions for ${name}`} />} label={t`Actions for ${name}`}>
        <MenuItem icon="link" onSelect={() => attempt(requestLink(id).then(setUrl))}>{t`New activation link`}</MenuItem>
        {role === 'admin' ? (
          <MenuItem onSelect={() => attempt(changePerson(id, { role: 'member' }))}>{t`Make a member`}</MenuItem>
        ) : (
          <MenuItem onSelect={() => attempt(changePerson(id, { role: 'admin' }))}>{t`Make an admin`}</MenuItem>
        )}
        {status === 'deactivated' ? (
          <MenuItem onSelect={() => attempt(changePerson(id, { status: 'active' }))}>{t`Activate again`}</MenuItem>
        ) : (
          <MenuItem onSelect={() => attempt(changePerson(id, { status: 'deactivated' }))}>{t`Deactivate`}</MenuItem>
        )}
      </Menu>
      {url && <ActivationDialog name={name} url={url} onClose={() => setUrl(null)} />}
    </>
  );
}
