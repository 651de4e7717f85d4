import type { Channel, Post } from '@adjoin/client/resources';
import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { Composer } from '../composer/composer.tsx';
import { useTimes } from '../language/use-times.ts';
import { PerimeterBar } from '../perimeter/perimeter-bar.tsx';
import { groupPosts } from '../posts/group-posts.ts';
import { PostItem } from '../posts/post-item.tsx';
import { postQuery, repliesQuery } from '../posts/post-queries.ts';
import { useArrowKeys } from '../posts/use-arrow-keys.ts';
import { useShownPost } from '../posts/use-shown-post.ts';
import { ProblemNotice } from '../problems/problem-notice.tsx';
import { useMe } from '../session/use-session.ts';
import { Aside } from '../ui/aside.tsx';
import styles from './thread-pane.module.css';

/** A post with the replies to it, beside the channel. */
export function ThreadPane({ channel, rootId }: { channel: Channel; rootId: string }) {
  const { t } = useLingui();
  const shown = useShownPost(channel.id, rootId);
  const fetched = useQuery({ ...postQuery(rootId), enabled: !shown });
  const root = shown ?? fetched.data;
  const replies = useQuery(repliesQuery(rootId));
  return (
    <Aside title={t`Thread`} closeTo={`/channels/${channel.id}`}>
      <div className={styles.bar}>
        <PerimeterBar channel={channel} />
      </div>
      <div className={styles.place}>
        <div className={styles.scroller}>
          <div className={styles.posts}>
            <ProblemNotice error={fetched.error ?? replies.error} onRetry={replies.refetch} />
            {root && <ThreadPosts channel={channel} root={root} replies={replies.data ?? []} />}
          </div>
        </div>
      </div>
      <Composer key={rootId} channel={channel} place={rootId} inReplyTo={rootId} autoFocus={matchMedia('(pointer: fine)').matches} />
    </Aside>
  );
}

function ThreadPosts({ channel, root, replies }: { channel: Channel; root: Post; replies: Post[] }) {
  const { t } = useLingui();
  const me = useMe();
  const times = useTimes();
  const days = useMemo(() => groupPosts(replies, { seenUntil: null, readerId: me.id }), [replies, me.id]);
  const arrows = useArrowKeys(replies.at(-1)?.id ?? root.id);
  const multipleDays = days.length > 1;
  const count = replies.length;
  return (
    <div {...arrows.listProps}>
      <PostItem post={root} channel={channel} opens tabbable={arrows.active === root.id} inThread />
      <p className={styles.count}>{count === 0 ? t`No reply yet` : t`${plural(count, { one: '# reply', other: '# replies' })}`}</p>
      {days.map(({ day, posts }) => (
        <section key={day}>
          {multipleDays && <h3 className={styles.day}>{times.day(day)}</h3>}
          <ol>
            {posts.map(({ post, opens }) => (
              <li key={post.id}>
                <PostItem post={post} channel={channel} opens={opens} tabbable={arrows.active === post.id} inThread />
              </li>
            ))}
          </ol>
        </section>
      ))}
    </div>
  );
}
