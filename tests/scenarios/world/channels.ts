import { localUuid } from '@adjoin/protocol/identifiers/ids';
import { expect } from 'vitest';
import { waitUntil } from '../../world/wait-until.ts';
import type { Company } from './company.ts';

/** The `post_…` id under which a company knows a post, by its DID. */
export function postIdAt(company: Company, did: string): string {
  return `post_${localUuid(did, company.did)}`;
}

/** A channel as a company files it. */
export type Place = readonly [company: Company, channelId: string];

export async function textsIn([company, channelId]: Place): Promise<readonly (string | null)[]> {
  const { data } = await company.ask('GET', `/v1/channels/${channelId}/posts?limit=100`);
  return data.map(({ text }: { text: string | null }) => text).toReversed();
}

/** Waits until all companies hold the same, and says what that is. */
export async function sameEverywhere(...places: readonly Place[]): Promise<{ digest: string; objects: number; logs: unknown[] }> {
  const digests = (): Promise<any[]> => Promise.all(places.map(([company, channelId]) => company.ask('GET', `/v1/channels/${channelId}/digest`)));
  await waitUntil('all companies hold the same logs', async () => {
    const [first, ...others] = await digests();
    return others.every(({ logs }) => JSON.stringify(logs) === JSON.stringify(first.logs));
  });
  const [first, ...others] = await digests();
  for (const other of others) expect(other).toEqual(first);
  return first;
}
