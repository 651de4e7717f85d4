import { createHash } from 'node:crypto';
import type { Client } from '@adjoin/client/client';
import type { Post } from '@adjoin/client/resources';
import type { ChannelMirror } from './channel-mirror.ts';
import type { NoticeBoard } from './notice-board.ts';
import type { Batch, PlannedMessage } from './plan-import.ts';

/** A message that has become a post; `isDeleted` when it was erased since. */
export type Written = Pick<Post, 'did' | 'id'> & { readonly isDeleted: boolean };

export type Writer = {
  readonly client: Client;
  readonly channel: { readonly id: string; readonly did: string };
  readonly mirror: ChannelMirror;
  readonly personIds: ReadonlyMap<string, string>;
  /** Messages of either company that are posts by now, by key. */
  readonly written: NoticeBoard<Written>;
  readonly signal: AbortSignal;
  readonly onWritten: (count: number) => void;
};

/** Finds those messages that an earlier run has written already. Edited and deleted posts count by author and time alone. */
export function noteEarlierPosts({ mirror, personIds, written }: Pick<Writer, 'mirror' | 'personIds' | 'written'>, messages: readonly PlannedMessage[]): number {
  const byAuthorAndTime = Map.groupBy(mirror.ownPosts, ({ author, published_at }) => `${author.id} ${Date.parse(published_at)}`);
  const found = messages.filter(({ key, person, at, text }) => {
    const candidates = byAuthorAndTime.get(`${personIds.get(person)} ${Date.parse(at)}`) ?? [];
    const place = candidates.findIndex((post) => post.text === text || post.edited_at !== null || post.deleted_at !== null);
    const [post] = place === -1 ? [] : candidates.splice(place, 1);
    if (post !== undefined) written.post(key, { did: post.did, id: post.id, isDeleted: post.deleted_at !== null });
    return post !== undefined;
  });
  return found.length;
}

/** Writes one company's batches, one after the other, each as soon as what it answers is held by this company's node. */
export async function writeBatches(writer: Writer, batches: readonly Batch[]): Promise<void> {
  for (const batch of batches) {
    const messages = batch.messages.filter(({ key }) => writer.written.read(key) === undefined);
    if (messages.length > 0) await writeBatch(writer, messages);
  }
}

async function writeBatch(writer: Writer, messages: readonly PlannedMessage[]): Promise<void> {
  const { client, channel, personIds, written, onWritten, signal } = writer;
  const places = new Map(messages.map(({ key }, index) => [key, index]));
  const posts = [];
  for (const { person, text, at, parent } of messages) {
    const place = parent === undefined ? undefined : places.get(parent);
    const link = place === undefined ? await linkTo(writer, parent) : { in_reply_to_index: place };
    posts.push({ person_id: personIds.get(person) as string, text, published_at: at, ...link });
  }
  signal.throwIfAborted();
  const { data } = await client.post('/v1/channels/{id}/imports', {
    params: { path: { id: channel.id } },
    headers: { 'idempotency-key': keyOf(channel.did, messages) },
    body: { posts },
  });
  messages.forEach(({ key }, index) => {
    const { did, id } = data[index] as (typeof data)[number];
    written.post(key, { did, id, isDeleted: false });
  });
  onWritten(messages.length);
}

/** The other company's posts go by another id at this node, and only once they have arrived here. */
async function linkTo({ written, mirror, signal }: Writer, parent: string | undefined): Promise<{ in_reply_to?: string }> {
  if (parent === undefined) return {};
  const { did, isDeleted } = await written.wait(parent, signal);
  return isDeleted ? {} : { in_reply_to: await mirror.ids.wait(did, signal) };
}

/** The same messages into the same channel have the same key, so that a run after a crash writes nothing twice. */
function keyOf(channel: string, messages: readonly PlannedMessage[]): string {
  const facts = messages.map(({ key, at, person, text, parent = null }) => [key, at, person, text, parent]);
  return `import-${createHash('sha256').update(JSON.stringify([channel, facts])).digest('base64url')}`;
}
