import type { Channel, Post } from '@adjoin/client/resources';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { usePartnerNames } from '../audience/use-audience.ts';
import { ProblemNotice } from '../problems/problem-notice.tsx';
import { Button } from '../ui/button.tsx';
import { Actions, Dialog } from '../ui/dialog.tsx';
import { deletePost } from './post-actions.ts';

export function DeletePostDialog({ post, channel, onClose }: { post: Post; channel: Channel; onClose: () => void }) {
  const { t } = useLingui();
  const partners = usePartnerNames(channel);
  const remove = useMutation({ mutationFn: () => deletePost(post), onSuccess: onClose });
  return (
    <Dialog title={t`Delete this post?`} onClose={onClose}>
      <p>
        {partners ? (
          <Trans>Its text is erased here and at {partners}. What somebody copied from it elsewhere cannot be recalled.</Trans>
        ) : (
          <Trans>Its text is erased. Replies to it stay.</Trans>
        )}
      </p>
      <ProblemNotice error={remove.error} />
      <Actions>
        <Button onClick={onClose}>{t`Keep`}</Button>
        <Button look="failure" busy={remove.isPending} onClick={() => remove.mutate()}>{t`Delete`}</Button>
      </Actions>
    </Dialog>
  );
}
