import type { Channel, Post } from '@adjoin/client/resources';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { type KeyboardEvent, useState } from 'react';
import { usePartnerNames } from '../audience/use-audience.ts';
import { ProblemNotice } from '../problems/problem-notice.tsx';
import { Button } from '../ui/button.tsx';
import styles from './edit-post.module.css';
import { editPost } from './post-actions.ts';

export function EditPost({ post, channel, onDone }: { post: Post; channel: Channel; onDone: () => void }) {
  const { t } = useLingui();
  const partners = usePartnerNames(channel);
  const [text, setText] = useState(post.text ?? '');
  const save = useMutation({ mutationFn: () => editPost(post, text), onSuccess: onDone });
  const unchanged = text.trim() === '' || text === post.text;

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Escape') {
      event.preventDefault();
      onDone();
    } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !unchanged) save.mutate();
  }

  return (
    <div className={styles.edit} data-perimeter={channel.perimeter}>
      <textarea
        autoFocus
        onFocus={({ target }) => target.setSelectionRange(target.value.length, target.value.length)}
        aria-label={t`Text of the post`}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <ProblemNotice error={save.error} />
      <div className={styles.row}>
        <p>
          {partners ? (
            <Trans>{partners} will see the change and keep the earlier version.</Trans>
          ) : (
            <Trans>The earlier version stays in the history.</Trans>
          )}
        </p>
        <Button onClick={onDone}>{t`Cancel`}</Button>
        <Button look="send" disabled={unchanged} busy={save.isPending} onClick={() => save.mutate()}>{t`Save`}</Button>
      </div>
    </div>
  );
}
