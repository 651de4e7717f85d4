import type { Channel, Post } from '@adjoin/client/resources';
import { Trans, useLingui } from '@lingui/react/macro';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { receivingCompanies } from '../audience/describe-audience.ts';
import { useTimes } from '../language/use-times.ts';
import { ProblemNotice } from '../problems/problem-notice.tsx';
import { useMe } from '../session/use-session.ts';
import { clearUnread, markSeen, seenUntil } from '../shell/unread.ts';
import { Button } from '../ui/button.tsx';
import { Announcer } from './announcer.tsx';
import { type Day, groupPosts } from './group-posts.ts';
import { PostItem } from './post-item.tsx';
import styles from './post-list.module.css';
import { postsOf } from './post-pages.ts';
import { postsQuery } from './post-queries.ts';
import { useArrowKeys } from './use-arrow-keys.ts';
import { useOlderPosts } from './use-older-posts.ts';
import { useScrollEnd } from './use-scroll-end.ts';

/** A channel's posts, newest at the bottom, read live. */
export function PostList({ channel }: { channel: Channel }) {
  const { t } = useLingui();
  const me = useMe();
  const query = useInfiniteQuery(postsQuery(channel.id));
  const [seenBefore] = useState(() => seenUntil(channel.id));
  const posts = useMemo(() => postsOf(query.data), [query.data]);
  const byId = useMemo(() => new Map(posts.map((post) => [post.id, post])), [posts]);
  const days = useMemo(() => groupPosts(posts, { seenUntil: seenBefore, readerId: me.id }), [posts, seenBefore, me.id]);
  const newest = days.at(-1)?.posts.at(-1)?.post;
  const end = useScrollEnd();
  const older = useOlderPosts(query);
  const arrows = useArrowKeys(newest?.id);
  useSeen(channel.id, newest?.published_at, end.atEnd);
  return (
    <div className={styles.place}>
      <div ref={end.scroller} className={styles.scroller} onScroll={end.onScroll}>
        <div className={styles.posts} {...arrows.listProps}>
          <div ref={older.sentinel} />
          {query.data && !query.hasNextPage && <Beginning channel={channel} empty={days.length === 0} />}
          <ProblemNotice error={query.error} onRetry={query.refetch} />
          {days.map((day) => (
            <DayOfPosts key={day.day} day={day} channel={channel} byId={byId} active={arrows.active} />
          ))}
        </div>
      </div>
      {!end.atEnd && (
        <div className={styles.jump}>
          <Button icon="down" onClick={end.scrollToEnd}>{t`To the newest`}</Button>
        </div>
      )}
      <Announcer channelId={channel.id} />
    </div>
  );
}

function useSeen(channelId: string, newest: string | undefined, atEnd: boolean): void {
  useEffect(() => {
    const see = (): void => {
      if (!atEnd || document.hidden) return;
      clearUnread(channelId);
      if (newest) markSeen(channelId, newest);
    };
    see();
    document.addEventListener('visibilitychange', see);
    return () => document.removeEventListener('visibilitychange', see);
  }, [channelId, newest, atEnd]);
}

interface DayOfPostsProps {
  day: Day;
  channel: Channel;
  byId: ReadonlyMap<string, Post>;
  active: string | undefined;
}

function DayOfPosts({ day, channel, byId, active }: DayOfPostsProps) {
  const times = useTimes();
  const name = times.day(day.day);
  return (
    <section aria-label={name}>
      <h2 className={styles.day}>
        <span>{name}</span>
      </h2>
      <ol>
        {day.posts.map(({ post, opens, firstUnseen }) => (
          <li key={post.id}>
            {firstUnseen && (
              <p className={styles.unseen}>
                <span>
                  <Trans>New</Trans>
                </span>
              </p>
            )}
            <PostItem post={post} parent={byId.get(post.in_reply_to ?? '')} channel={channel} opens={opens} tabbable={post.id === active} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function Beginning({ channel, empty }: { channel: Channel; empty: boolean }) {
  const { name } = channel;
  return (
    <div className={styles.beginning}>
      {empty ? (
        <>
          <p className={styles.beginningTitle}>
            <Trans>Nothing has been said in {name} yet</Trans>
          </p>
          <p>
            <Consequence channel={channel} />
          </p>
        </>
      ) : (
        <p>
          <Trans>This is where {name} begins.</Trans>
        </p>
      )}
    </div>
  );
}

/** What becomes of the first thing that is written. */
function Consequence({ channel }: { channel: Channel }) {
  if (channel.perimeter === 'internal') {
    return <Trans>What you write here stays inside your company. Partners never see it, not even that it exists.</Trans>;
  }
  if (receivingCompanies(channel).length === 1) {
    return <Trans>A partner that joins later receives everything from the beginning.</Trans>;
  }
  return <Trans>What you write here is copied to the nodes of the companies named above.</Trans>;
}
