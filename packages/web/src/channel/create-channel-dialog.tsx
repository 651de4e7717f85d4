import type { Channel } from '@adjoin/client/resources';
import { useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { client } from '../node/client.ts';
import type { Perimeter } from '../node/resources.ts';
import { fieldError } from '../problems/describe-problem.ts';
import { ProblemNotice } from '../problems/problem-notice.tsx';
import { problemOf } from '../problems/problem-of.ts';
import { queryClient } from '../query-client.ts';
import { useMe } from '../session/use-session.ts';
import { Button } from '../ui/button.tsx';
import { Actions, Dialog } from '../ui/dialog.tsx';
import { Form } from '../ui/form.tsx';
import { TextField } from '../ui/text-field.tsx';
import { channelsQuery } from './channel-queries.ts';
import { PerimeterChoice } from './perimeter-choice.tsx';

async function createChannel({ name = '', topic = '' }: Record<string, string>, perimeter: Perimeter): Promise<Channel> {
  const body = { name: name.trim(), perimeter, ...(topic.trim() ? { topic: topic.trim() } : {}) };
  const channel = await client.post('/v1/channels', { body });
  await queryClient.invalidateQueries(channelsQuery);
  return channel;
}

export function CreateChannelDialog({ initial = 'internal', onClose }: { initial?: Perimeter; onClose: () => void }) {
  const { t } = useLingui();
  const me = useMe();
  const [, navigate] = useLocation();
  const [perimeter, setPerimeter] = useState<Perimeter>(initial);
  const create = useMutation({
    mutationFn: (fields: Record<string, string>) => createChannel(fields, perimeter),
    onSuccess: ({ id }) => {
      onClose();
      navigate(`/channels/${id}`);
    },
  });
  const company = me.company.name;
  return (
    <Dialog title={t`Create a channel`} onClose={onClose}>
      <Form onSubmit={create.mutate}>
        <ProblemNotice error={create.error} />
        <TextField
          label={t`Name`}
          name="name"
          required
          maxLength={80}
          autoComplete="off"
          error={fieldError(create.error && problemOf(create.error), 'name')}
        />
        <TextField label={t`Topic (optional)`} name="topic" maxLength={250} autoComplete="off" />
        <PerimeterChoice chosen={perimeter} onChange={setPerimeter} />
        <Actions>
          <Button onClick={onClose}>{t`Cancel`}</Button>
          <Button type="submit" look="main" busy={create.isPending}>
            {perimeter === 'internal' ? t`Create inside ${company}` : t`Create shared channel`}
          </Button>
        </Actions>
      </Form>
    </Dialog>
  );
}
