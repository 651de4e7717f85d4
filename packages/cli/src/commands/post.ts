import type { Command } from 'commander';
import { atNode } from '../connection/at-node.ts';
import { findChannel } from '../lookup/find-channel.ts';
import { readInput } from '../terminal/ask.ts';
import { show } from '../terminal/show.ts';
import { visible } from '../terminal/visible.ts';
import { describeAudience } from './describe-audience.ts';

/** `adjoin post`: writes a post. */
export function addPostCommand(program: Command): void {
  program.command('post <channel> <text>').description('write a post; - takes the text from standard input')
    .option('--reply-to <post>', 'id of the post that it answers')
    .action(atNode<[string, string], { replyTo?: string }>(async ({ client, json }, [wanted, given], { replyTo }) => {
      const text = given === '-' ? (await readInput()).trimEnd() : given;
      const channel = await findChannel(client, wanted);
      const post = await client.post('/v1/channels/{id}/posts', { params: { path: { id: channel.id } }, body: { text, ...(replyTo === undefined ? {} : { in_reply_to: replyTo }) } });
      show(post, { json, inWords: () => `Posted in #${visible(channel.name)} (${post.id}). ${describeAudience(channel)}.` });
    }));
}
