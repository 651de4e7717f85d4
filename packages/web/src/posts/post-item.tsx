import type { Channel, Post } from '@adjoin/client/resources';
import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { memo, type ReactNode, useRef, useState } from 'react';
import { Link } from 'wouter';
import { useTimes } from '../language/use-times.ts';
import { MarkdownText } from '../markdown/markdown-text.tsx';
import { Avatar } from '../ui/avatar.tsx';
import { DeliveryMark } from './delivery-mark.tsx';
import { EditPost } from './edit-post.tsx';
import styles from './post-item.module.css';
import { PostToolbar } from './post-toolbar.tsx';
import { Reactions } from './reactions.tsx';
import { ReplyReference } from './reply-reference.tsx';
import { VersionsDialog } from './versions-dialog.tsx';

interface PostItemProps {
  post: Post;
  channel: Channel;
  /** The post that it answers, if it is among those loaded. */
  parent?: Post | undefined;
  opens: boolean;
  /** Whether Tab reaches it; the arrow keys reach the others. */
  tabbable: boolean;
  /** Threads show no way into themselves. */
  inThread?: boolean;
}

export const PostItem = memo(function PostItem({ post, channel, parent, opens, tabbable, inThread = false }: PostItemProps) {
  const { t } = useLingui();
  const times = useTimes();
  const [editing, setEditing] = useState(false);
  const article = useRef<HTMLElement>(null);
  const { name, company } = post.author;
  const outside = company.id !== 'self';
  const hour = times.hour(post.published_at);
  const label = outside ? t`${name}, ${company.name}, ${hour}` : t`${name}, ${hour}`;
  const deleted = post.deleted_at !== null;
  function stopEditing(): void {
    setEditing(false);
    article.current?.focus();
  }

  return (
    <article
      ref={article}
      className={styles.post}
      data-opens={opens || undefined}
      data-outside={outside || undefined}
      data-post={post.id}
      tabIndex={tabbable ? 0 : -1}
      aria-label={label}
    >
      <div className={styles.margin}>{opens ? <Avatar name={name} outside={outside} /> : <Hour post={post} quiet />}</div>
      <div className={styles.body}>
        {opens && (
          <header className={styles.author}>
            <strong>{name}</strong>
            {outside && <span className={styles.company}>{company.name}</span>}
            <Hour post={post} />
          </header>
        )}
        {opens && post.thread_id !== null && !inThread && <ReplyReference post={post} channel={channel} parent={parent} />}
        {deleted && (
          <p className={styles.deleted}>
            <Trans>Deleted</Trans>
          </p>
        )}
        {!deleted && editing && <EditPost post={post} channel={channel} onDone={stopEditing} />}
        {!deleted && !editing && <MarkdownText text={post.text ?? ''} />}
        <PostFooter post={post} channel={channel} inThread={inThread} />
      </div>
      <DeliveryMark deliveries={post.deliveries} />
      {!editing && !deleted && <PostToolbar post={post} channel={channel} inThread={inThread} onEdit={() => setEditing(true)} />}
    </article>
  );
});

function Hour({ post, quiet }: { post: Post; quiet?: boolean }) {
  const times = useTimes();
  return (
    <time className={styles.hour} data-quiet={quiet} dateTime={post.published_at} title={times.moment(post.published_at)}>
      {times.hour(post.published_at)}
    </time>
  );
}

function PostFooter({ post, channel, inThread }: { post: Post; channel: Channel; inThread: boolean }) {
  const [showVersions, setShowVersions] = useState(false);
  const parts: ReactNode[] = [];
  if (post.reactions.length > 0) parts.push(<Reactions key="reactions" post={post} />);
  if (post.reply_count > 0 && post.thread_id === null && !inThread) parts.push(<ReplyCount key="replies" post={post} channel={channel} />);
  if (post.edited_at && !post.deleted_at) {
    parts.push(
      <button key="edited" type="button" className={styles.edited} onClick={() => setShowVersions(true)}>
        <Trans>edited</Trans>
      </button>,
    );
  }
  if (parts.length === 0) return null;
  return (
    <footer className={styles.footer}>
      {parts}
      {showVersions && <VersionsDialog post={post} onClose={() => setShowVersions(false)} />}
    </footer>
  );
}

function ReplyCount({ post, channel }: { post: Post; channel: Channel }) {
  const { t } = useLingui();
  const count = post.reply_count;
  return (
    <Link href={`/channels/${channel.id}/threads/${post.id}`} className={styles.replies}>
      {t`${plural(count, { one: '# reply', other: '# replies' })}`}
    </Link>
  );
}
