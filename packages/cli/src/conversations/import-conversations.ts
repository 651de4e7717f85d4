import type { Client } from '@adjoin/client/client';
import { CliError } from '../cli-error.ts';
import { mirrorChannel } from './channel-mirror.ts';
import { createNoticeBoard } from './notice-board.ts';
import type { ImportPlan, Side } from './plan-import.ts';
import { preparePeople } from './prepare-people.ts';
import { noteEarlierPosts, writeBatches, type Writer, type Written } from './write-batches.ts';

/** An import in which nothing moves for this long waits for something that does not come. */
const STALL_MS = 60_000;

/** The channel at one company's node, and calls to that node as one of its administrators who is in the channel. */
export type Place = { readonly client: Client; readonly channel: { readonly id: string; readonly did: string } };

export type ImportStep = { readonly phase: 'people' | 'messages' | 'copies'; readonly done: number; readonly total: number };

export type ImportReport = {
  readonly written: Readonly<Record<Side, number>>;
  readonly already_there: number;
  readonly people_created: number;
  readonly left_out: ImportPlan['leftOut'];
};

type Import = {
  readonly plan: ImportPlan;
  readonly places: { readonly here: Place; readonly partner?: Place | undefined };
  readonly onStep: (step: ImportStep) => void;
};

/**
 * Carries conversations into a channel, with their times and threads. Each company writes what its own people wrote,
 * both at the same time; done when each holds what the other wrote. Can be run again after it was cut off.
 */
export async function importConversations({ plan, places, onStep }: Import): Promise<ImportReport> {
  const stop = new AbortController();
  const stall = createStallTimer(stop);
  const step = (progress: ImportStep): void => {
    stall.reset();
    onStep(progress);
  };
  const sides = (['here', 'partner'] as const).flatMap((side) => (places[side] === undefined ? [] : [{ side, place: places[side] }]));
  try {
    const written = createNoticeBoard<Written>();
    const people = countFrom({ phase: 'people', done: 0, total: sides.reduce((sum, { side }) => sum + plan.people[side].length, 0) }, step);
    const prepared = await Promise.all(sides.map(async ({ side, place }) => prepare(place, plan, { side, signal: stop.signal, onPerson: () => people(1), onArrival: stall.reset })));
    const writers = prepared.map(({ side, ...rest }) => ({ side, writer: { ...rest, written, signal: stop.signal } }));
    const already = writers.map(({ side, writer }) => noteEarlierPosts(writer, messagesOf(plan, side)));
    const alreadyThere = already.reduce((sum, count) => sum + count, 0);
    await writeAll(plan, writers, { step, alreadyThere, stop });
    const countOf = (side: Side): number => messagesOf(plan, side).length - (already[writers.findIndex((one) => one.side === side)] ?? 0);
    return {
      written: { here: countOf('here'), partner: countOf('partner') },
      already_there: alreadyThere,
      people_created: prepared.reduce((sum, { created }) => sum + created, 0),
      left_out: plan.leftOut,
    };
  } finally {
    stall.clear();
    stop.abort(new Error('the import is over'));
  }
}

const messagesOf = (plan: ImportPlan, side: Side) => plan.batches.filter((batch) => batch.side === side).flatMap(({ messages }) => messages);

/** Counts what is done, beginning with `first`. */
function countFrom(first: ImportStep, step: (progress: ImportStep) => void): (more: number) => void {
  let { done } = first;
  return (more) => {
    done += more;
    step({ ...first, done });
  };
}

type Role = { readonly side: Side; readonly signal: AbortSignal; readonly onPerson: () => void; readonly onArrival: () => void };

async function prepare({ client, channel }: Place, plan: ImportPlan, { side, signal, onPerson, onArrival }: Role) {
  const mirror = await mirrorChannel({ client, channelId: channel.id, signal });
  mirror.onArrival(onArrival);
  const { ids: personIds, created } = await preparePeople({ client, channelId: channel.id, names: plan.people[side], onPerson });
  return { side, client, channel, mirror, personIds, created };
}

type SideWriter = { readonly side: Side; readonly writer: Omit<Writer, 'onWritten'> };
type Course = { readonly step: (progress: ImportStep) => void; readonly alreadyThere: number; readonly stop: AbortController };

async function writeAll(plan: ImportPlan, writers: readonly SideWriter[], { step, alreadyThere, stop }: Course): Promise<void> {
  const total = plan.batches.reduce((sum, { messages }) => sum + messages.length, 0);
  const onWritten = countFrom({ phase: 'messages', done: alreadyThere, total }, step);
  const work = writers.map(({ side, writer }) => writeBatches({ ...writer, onWritten }, plan.batches.filter((batch) => batch.side === side)));
  const ended = writers.map(({ writer }) => writer.mirror.ended);
  try {
    await Promise.race([Promise.all(work), ...ended]);
    await Promise.race([awaitCopies(plan, writers, step), ...ended]);
  } catch (error) {
    stop.abort(error);
    await Promise.allSettled(work);
    throw error;
  }
}

/** Until each company's node holds every post that the other wrote. */
async function awaitCopies(plan: ImportPlan, writers: readonly SideWriter[], step: (progress: ImportStep) => void): Promise<void> {
  const [first, second] = writers;
  if (first === undefined || second === undefined) return;
  const awaited = [first, second].flatMap(({ side, writer }) => messagesOf(plan, side === 'here' ? 'partner' : 'here').map(({ key }) => ({ key, writer })));
  const arrived = countFrom({ phase: 'copies', done: 0, total: awaited.length }, step);
  for (const { key, writer } of awaited) {
    const did = writer.written.read(key)?.did;
    if (did !== undefined) await writer.mirror.ids.wait(did, writer.signal);
    arrived(1);
  }
}

/** Every step, and every copy that arrives, puts the end off. */
function createStallTimer(stop: AbortController): { reset: () => void; clear: () => void } {
  const giveUp = (): void =>
    stop.abort(new CliError(`Nothing has moved for ${STALL_MS / 1000} s: one company's posts do not reach the other`, {
      hint: 'See what is wrong with: adjoin doctor. Then run the same import again: it goes on where it stopped.',
    }));
  let timer = setTimeout(giveUp, STALL_MS);
  return {
    reset: () => {
      clearTimeout(timer);
      timer = setTimeout(giveUp, STALL_MS);
    },
    clear: () => clearTimeout(timer),
  };
}

