import type { Channel, Post } from '@adjoin/client/resources';
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { useMe } from '../session/use-session.ts';
import { IconButton } from '../ui/button.tsx';
import { EmojiMenu } from '../ui/emoji-menu.tsx';
import { Menu, MenuItem } from '../ui/menu.tsx';
import { DeletePostDialog } from './delete-post-dialog.tsx';
import { setReaction } from './post-actions.ts';
import styles from './post-toolbar.module.css';

interface PostToolbarProps {
  post: Post;
  channel: Channel;
  inThread: boolean;
  onEdit: () => void;
}

/** What can be done with a post; appears when the post is pointed at or has the focus. */
export function PostToolbar({ post, channel, inThread, onEdit }: PostToolbarProps) {
  const { t } = useLingui();
  const me = useMe();
  const [, navigate] = useLocation();
  const [deleting, setDeleting] = useState(false);
  const mine = post.author.id === me.id;
  return (
    <div className={styles.toolbar}>
      <EmojiMenu label={t`React`} onChoose={(emoji) => setReaction(post, emoji, true)} />
      {!inThread && (
        <IconButton
          icon="reply"
          label={t`Reply`}
          onClick={() => navigate(`/channels/${channel.id}/threads/${post.thread_id ?? post.id}`)}
        />
      )}
      {mine && (
        <Menu button={<IconButton icon="more" label={t`More`} />} label={t`More`}>
          <MenuItem icon="edit" onSelect={onEdit}>{t`Edit`}</MenuItem>
          <MenuItem icon="trash" onSelect={() => setDeleting(true)}>{t`Delete…`}</MenuItem>
        </Menu>
      )}
      {deleting && <DeletePostDialog post={post} channel={channel} onClose={() => setDeleting(false)} />}
    </div>
  );
}
