import { randomBytes } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { call, type Company } from '../../tests/world/two-companies.ts';

/** What is written inside one company, and must be nowhere else. */
export type Canary = {
  readonly channelId: string;
  readonly channelName: string;
  readonly posts: number;
  /** A word that stands in every one of these posts and in nothing else. */
  readonly word: string;
};

export type PerimeterCheck = { readonly what: string; readonly holds: boolean };

const POSTS = 5;

/** Fills an internal channel with posts that can be looked for. */
export async function writeInternally(company: Company): Promise<Canary> {
  const channelName = `payroll-${randomBytes(4).toString('hex')}`;
  const word = `heliotrope${randomBytes(6).toString('hex')}`;
  const { id } = await call(company, 'POST', '/v1/channels', { name: channelName, perimeter: 'internal' });
  const posts = Array.from({ length: POSTS }, (_, index) => ({ text: `Raise ${index + 1} is agreed: ${word}` }));
  await call(company, 'POST', `/v1/channels/${id}/post_batches`, { posts });
  return { channelId: id, channelName, posts: POSTS, word };
}

type Perimeter = { readonly inside: Company; readonly outside: Company; readonly canary: Canary };

/** Looks for the canary at the partner, through its API and in every byte of its data; and at home, where it must be found. */
export async function checkPerimeter({ inside, outside, canary }: Perimeter): Promise<PerimeterCheck[]> {
  const { channelId, channelName, word } = canary;
  const uuid = channelId.replace(/^chan_/, '');
  const [home, away] = [inside.process.name, outside.process.name];
  const channels = (await call(outside, 'GET', '/v1/channels?limit=100')).data as { name: string; did: string }[];
  const answer = await outside.process.api.send('GET', `/v1/channels/${channelId}`, { token: outside.token });
  const traces = [word, channelName, uuid];
  return [
    { what: `${away} lists ${channels.length} channel, the shared one`, holds: channels.length === 1 && !channels.some(({ name, did }) => name === channelName || did.includes(uuid)) },
    { what: `${away} answers 404 for ${home}'s internal channel`, holds: answer.status === 404 },
    { what: `${away} finds nothing when it searches for the words in it, ${home} finds all`, holds: (await countHits(outside, word)) === 0 && (await countHits(inside, word)) === canary.posts },
    { what: `no byte of ${away}'s data holds its words, name or id, those of ${home} do`, holds: traces.every((trace) => !holdsBytes(outside, trace) && holdsBytes(inside, trace)) },
  ];
}

async function countHits(company: Company, word: string): Promise<number> {
  return (await call(company, 'GET', `/v1/search?q=${word}`)).data.length;
}

function holdsBytes({ process }: Company, text: string): boolean {
  const files = globSync('**/*', { cwd: process.dataDir, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.some(({ parentPath, name }) => readFileSync(join(parentPath, name)).includes(text));
}
