import type { Channel, Post } from '@adjoin/client/resources';
import { Trans } from '@lingui/react/macro';
import { Link } from 'wouter';
import { Icon } from '../ui/icon.tsx';
import styles from './reply-reference.module.css';

interface ReplyReferenceProps {
  post: Post;
  channel: Channel;
  /** The post that is answered, if it is among those loaded. */
  parent: Post | undefined;
}

/** Leads from a reply to its thread, naming what it answers. */
export function ReplyReference({ post, channel, parent }: ReplyReferenceProps) {
  return (
    <Link href={`/channels/${channel.id}/threads/${post.thread_id}`} className={styles.reference}>
      <Icon name="thread" size={14} />
      {parent ? (
        <span>
          <strong>{parent.author.name}</strong> {parent.text?.slice(0, 140) ?? <Trans>Deleted</Trans>}
        </span>
      ) : (
        <span>
          <Trans>Reply in a thread</Trans>
        </span>
      )}
    </Link>
  );
}
