import { ProblemError } from '@adjoin/client/problem-error';
import type { Channel, Post } from '@adjoin/client/resources';
import { InvalidArgumentError, type Command } from 'commander';
import { EXIT } from '../cli-error.ts';
import { atNode, type AtNode } from '../connection/at-node.ts';
import { findChannel } from '../lookup/find-channel.ts';
import { note } from '../terminal/show.ts';
import { createDeliveryWatch } from './delivery-watch.ts';
import { describeAudience } from './describe-audience.ts';
import { renderEvent, renderPost } from './render-post.ts';

const MAX_EARLIER = 100;

function parseCount(text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count >= 0 && count <= MAX_EARLIER) return count;
  throw new InvalidArgumentError(`a number from 0 to ${MAX_EARLIER}`);
}

/** `adjoin tail`: a channel as it is written. */
export function addTailCommand(program: Command): void {
  program.command('tail <channel>').description('read a channel live, until Ctrl-C')
    .option('-n, --lines <count>', 'earlier posts to begin with', parseCount, 20)
    .option('--no-follow', 'do not wait for more')
    .action(atNode<[string], { lines: number; follow: boolean }>(async (node, [wanted], options) => {
      const channel = await findChannel(node.client, wanted);
      if (!node.json) note(`#${channel.name}  ${describeAudience(channel)}`);
      const stop = new AbortController();
      const interrupt = (): void => stop.abort();
      process.once('SIGINT', interrupt);
      process.once('SIGTERM', interrupt);
      await (options.follow ? follow(node, channel, { lines: options.lines, signal: stop.signal }) : printEarlier(node, channel, options.lines));
    }));
}

type Extent = { readonly lines: number; readonly signal: AbortSignal };

function print(node: AtNode, value: unknown, inWords: string | undefined): void {
  if (node.json) process.stdout.write(`${JSON.stringify(value)}\n`);
  else if (inWords !== undefined) process.stdout.write(`${inWords}\n`);
}

async function printEarlier(node: AtNode, channel: Channel, lines: number): Promise<Post[]> {
  if (lines === 0) return [];
  const { data } = await node.client.get('/v1/channels/{id}/posts', { params: { path: { id: channel.id }, query: { limit: lines } } });
  const posts = data.toReversed();
  for (const post of posts) print(node, { type: 'post', post }, renderPost(post));
  return posts;
}

/** The stream is open before the earlier posts are read, and what both bring is printed once: nothing is missed in between. */
async function follow(node: AtNode, channel: Channel, { lines, signal }: Extent): Promise<void> {
  const printed = new Set<string>();
  const deliveries = createDeliveryWatch(node.client);
  const watch = (post: Post): void => {
    printed.add(post.id);
    deliveries.add(post);
  };
  for await (const { event } of node.client.events({ signal })) {
    if (event.type === 'stream.opened' && !event.resumed) (await printEarlier(node, channel, lines)).forEach(watch);
    else if (event.type === 'stream.lost') tellLost(node, event);
    else if (event.type === 'delivery.updated' && event.channel_id === channel.id) {
      for (const held of await deliveries.check(event.partner_id)) print(node, { type: 'delivery', ...held }, held.inWords);
    } else if ('channel_id' in event && event.channel_id === channel.id && !(event.type === 'post.created' && printed.has(event.post.id))) {
      print(node, event, renderEvent(event));
      if (event.type === 'post.created') watch(event.post);
    }
  }
  if (signal.aborted) process.exitCode = EXIT.interrupted;
}

function tellLost(node: AtNode, { retryAfterMs, cause }: { retryAfterMs: number; cause: unknown }): void {
  const why = cause instanceof ProblemError ? cause.title : 'the connection broke off';
  if (!node.json) note(`… ${why}; trying again in ${Math.ceil(retryAfterMs / 1000)} s, nothing will be missed`);
}
