import { createHash } from 'node:crypto';
import { digestLine } from '@adjoin/node/features/objects/digest';
import { describe, expect, it } from 'vitest';
import { digestOf, type ChannelCopy } from './other-make/channel-copy.ts';
import { readVectors } from './read-spec.ts';

type Held = { id: string; version: number; content: string | null; reactions: [person: string, emoji: string][] };
type Vectors = { objects: Held[]; lines: { lines: string[] }; digest: { digest: string }; empty: { digest: string } };

const { objects, lines: { lines }, digest: { digest }, empty } = readVectors('digest') as Vectors;

describe('the channel digest', () => {
  it.each(objects)('[DIG-2] has a line for $id', ({ id, version, content, reactions }) => {
    const line = digestLine({ did: id, version, content }, reactions.map(([person, emoji]) => ({ person, emoji })));
    expect(lines.map((text) => `${text}\n`)).toContain(line);
  });

  it('[DIG-1] is the hash of all lines, by object id', () => {
    expect(createHash('sha256').update(lines.map((line) => `${line}\n`).join('')).digest('base64url')).toBe(digest);
    const copy: ChannelCopy = new Map(objects.map(({ id, version, content, reactions }) => [id, { version, content, reactions: new Set(reactions.map((reaction) => reaction.join(' '))) }]));
    expect(digestOf(copy)).toEqual({ lines, digest });
    expect(digestOf(new Map()).digest).toBe(empty.digest);
  });
});
