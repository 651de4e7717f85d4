import type { Client } from '@adjoin/client/client';
import { eachOf } from '@adjoin/client/pages';
import type { Post } from '@adjoin/client/resources';
import { createNoticeBoard, type NoticeBoard } from './notice-board.ts';

/** What one node holds of a channel, kept up to date. */
export type ChannelMirror = {
  /** This node's id of a post, by the post's DID, which is the same everywhere. */
  readonly ids: NoticeBoard<string>;
  /** Posts of this node's own company that were there before. */
  readonly ownPosts: readonly Post[];
  /** Called with each post that arrives of another company. */
  readonly onArrival: (action: () => void) => void;
  /** Rejects when the node can no longer be followed. */
  readonly ended: Promise<never>;
};

type Place = { readonly client: Client; readonly channelId: string; readonly signal: AbortSignal };

/** Reads what is there, and follows what comes. The stream is opened first, so that nothing falls between the two. */
export async function mirrorChannel({ client, channelId, signal }: Place): Promise<ChannelMirror> {
  const ids = createNoticeBoard<string>();
  const actions: (() => void)[] = [];
  const note = (post: Post): void => {
    const isNew = ids.read(post.did) === undefined;
    ids.post(post.did, post.id);
    if (isNew && post.author.company.id !== 'self') for (const action of actions) action();
  };
  const opened = Promise.withResolvers<void>();
  const ended = follow({ client, channelId, signal }, { note, onOpen: opened.resolve });
  ended.catch(() => undefined);
  await Promise.race([opened.promise, ended]);
  const posts = await readPosts(client, channelId);
  posts.forEach(note);
  return { ids, ownPosts: posts.filter(({ author }) => author.company.id === 'self'), onArrival: (action) => void actions.push(action), ended };
}

async function readPosts(client: Client, channelId: string): Promise<Post[]> {
  const posts: Post[] = [];
  for await (const post of eachOf((query) => client.get('/v1/channels/{id}/posts', { params: { path: { id: channelId }, query } }))) posts.push(post);
  return posts;
}

type Follower = { readonly note: (post: Post) => void; readonly onOpen: () => void };

async function follow({ client, channelId, signal }: Place, { note, onOpen }: Follower): Promise<never> {
  for await (const { event } of client.events({ signal })) {
    if (event.type === 'stream.opened') onOpen();
    else if (event.type === 'reset') (await readPosts(client, channelId)).forEach(note);
    else if (event.type === 'post.created' && event.channel_id === channelId) note(event.post);
  }
  throw signal.reason;
}
