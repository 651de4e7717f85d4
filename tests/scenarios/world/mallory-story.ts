import type { Company } from './company.ts';
import { createWorld, type World } from './create-world.ts';
import { createMallory, type HandLog, type Mallory } from './mallory.ts';
import { pairWithMallory, shareWithMallory } from './mallory-joins.ts';
import { openChannel, pair, share } from './partnerships.ts';

/** In which one more line of audit may be left. */
const PAUSE_MS = 61_000;

/** A channel at Alder, with its first post. */
export type Room = { readonly id: string; readonly did: string; readonly post: { readonly id: string; readonly did: string } };

/**
 * Where most threats begin: Alder has an internal channel, one that it shares with Birch and one that it shares with
 * Mallory's company. Mallory's node is never there when Alder calls; it asks for what it wants.
 */
export type MalloryStory = {
  readonly world: World<'Alder' | 'Birch'>;
  readonly alder: Company;
  readonly birch: Company;
  readonly mallory: Mallory;
  /** Alder's `part_…` id of Mallory's company. */
  readonly partnerId: string;
  readonly internal: Room;
  readonly withBirch: Room & { readonly idAtBirch: string };
  readonly withMallory: Room;
  /** Mallory's log of the channel that it is in. */
  readonly log: HandLog;
  /** Lets minutes pass, so that refusals before do not use up the lines of audit that a flood may leave. */
  readonly pause: (refusals?: number) => Promise<void>;
};

async function openRoom(company: Company, name: string, perimeter: 'internal' | 'shared'): Promise<Room> {
  const id = await openChannel(company, name, perimeter);
  const { did } = await company.ask('GET', `/v1/channels/${id}`);
  return { id, did, post: await company.ask('POST', `/v1/channels/${id}/posts`, { text: `First words of ${name}` }) };
}

export async function beginMalloryStory(env: Readonly<Record<string, string>> = {}): Promise<MalloryStory> {
  const world = await createWorld(['Alder', 'Birch'], 'sqlite', env);
  const { Alder: alder, Birch: birch } = world.company;
  const mallory = createMallory(world.clock);
  await pair(alder, birch);
  const partnerId = await pairWithMallory(mallory, alder);
  const internal = await openRoom(alder, 'Inside', 'internal');
  const birchRoom = await openRoom(alder, 'With Birch', 'shared');
  const withMallory = await openRoom(alder, 'With Mallory', 'shared');
  const idAtBirch = await share(alder, birch, { channelId: birchRoom.id });
  await shareWithMallory(mallory, alder, withMallory.id);
  await world.quiet();
  const pause = async (refusals = 1): Promise<void> => {
    world.advance(refusals * PAUSE_MS);
    await world.quiet();
  };
  return { pause, world, alder, birch, mallory, partnerId, internal, withBirch: { ...birchRoom, idAtBirch }, withMallory, log: mallory.channelLog(withMallory.did) };
}
