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

/** What an event says to a reader of its channel; undefined for those that are not missed. */
export function renderEvent(event: NodeEvent): string | undefined {
  if (event.type === 'post.created') return renderPost(event.post);
  const says = 'post' in event ? describeChange(event) : event.type === 'member.added' ? describeNewMember(event.person) : undefined;
  return says === undefined || !('at' in event) ? undefined : `${styleText('dim', localTime(event.at))}  ${says}`;
}

function describeChange({ type, post }: Extract<NodeEvent, { post: Post }>): string {
  if (type === 'post.updated') return `${visible(post.author.name)} edited:\n${indent(visible(post.text ?? ''))}`;
  if (type === 'post.deleted') return `a post by ${visible(post.author.name)} was deleted`;
  const reactions = post.reactions.map(({ emoji, count }) => `${visible(emoji)} ${count}`).join('  ');
  return `${reactions === '' ? 'no reactions any more' : reactions}  on ${quote(post)}`;
}

function describeNewMember({ name, company }: Extract<NodeEvent, { person: unknown }>['person']): string | undefined {
  return name === undefined ? undefined : `${visible(name)} of ${visible(company?.name ?? 'a company')} is in the channel now`;
}
