import { styleText } from 'node:util';
import type { NodeEvent } from '@adjoin/client/events/node-event';
import type { Post } from '@adjoin/client/resources';
import { localTime } from '../terminal/times.ts';
import { visible, visibleLine } from '../terminal/visible.ts';

const INDENT = '    ';
const QUOTE_WIDTH = 60;

/** A post for the terminal: when, who, of which company; the text below; where it has arrived. */
export function renderPost(post: Post): string {
  const { author, text, published_at, in_reply_to } = post;
  const who = `${styleText('bold', visible(author.name))} · ${visible(author.company.name)}`;
  const heading = `${styleText('dim', localTime(published_at))}  ${who}${in_reply_to === null ? '' : styleText('dim', '  ↳ reply')}`;
  const body = text === null ? styleText('dim', `${INDENT}(deleted)`) : indent(visible(text));
  return [heading, body, ...deliveryLines(post)].join('\n');
}

function indent(text: string): string {
  return text.split('\n').map((line) => INDENT + line).join('\n');
}

function deliveryLines({ deliveries }: Post): string[] {
  if (deliveries.length === 0) return [];
  const states = deliveries.map(({ partner_name, state, held_since }) => (state === 'held' && held_since !== null ? `✓ ${visible(partner_name)} holds it since ${localTime(held_since)}` : `… queued for ${visible(partner_name)}`));
  return [styleText('dim', `${INDENT}${states.join('   ')}`)];
}

/** A short quotation, to tell which post is meant. */
export function quote({ text, author }: Pick<Post, 'text' | 'author'>): string {
  return `“${text === null ? '(deleted)' : visibleLine(text, QUOTE_WIDTH)}” by ${visible(author.name)}`;
}

/** What an event says; undefined for those that a reader of a channel does not miss. */
export function renderEvent(event: NodeEvent): string | undefined {
  switch (event.type) {
    case 'post.created':
      return renderPost(event.post);
    case 'post.updated':
      return `${styleText('dim', localTime(event.at))}  ${visible(event.post.author.name)} edited:\n${indent(visible(event.post.text ?? ''))}`;
    case 'post.deleted':
      return `${styleText('dim', localTime(event.at))}  a post by ${visible(event.post.author.name)} was deleted`;
    case 'reaction.added':
    case 'reaction.removed':
      return `${styleText('dim', localTime(event.at))}  ${event.post.reactions.map(({ emoji, count }) => `${visible(emoji)} ${count}`).join('  ') || 'no reactions any more'}  on ${quote(event.post)}`;
    case 'member.added':
      return event.person.name === undefined ? undefined : `${styleText('dim', localTime(event.at))}  ${visible(event.person.name)} of ${visible(event.person.company?.name ?? '')} is in the channel now`;
    default:
      return undefined;
  }
}
