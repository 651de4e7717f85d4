import type { Channel } from '@adjoin/client/resources';
import { visible } from '../terminal/visible.ts';

/** Who sees a channel, in one line: the word that tells its perimeter comes first. */
export function describeAudience({ perimeter, companies }: Pick<Channel, 'perimeter' | 'companies'>): string {
  const ours = companies.find(({ id }) => id === 'self');
  if (perimeter === 'internal') return `Inside ${visible(ours?.name ?? 'your company')} only`;
  const others = companies.filter(({ id }) => id !== 'self');
  if (others.length === 0) return 'Shared with nobody yet';
  return `Shared with ${others.map(({ name, state }) => `${visible(name)}${state === 'invited' ? ' (invited)' : ''}`).join(', ')}`;
}
