import type { Message } from './read-conversations.ts';

/** Which company's people wrote a message: that of the node here, or its partner's. */
export type Side = 'here' | 'partner';

export type PlannedMessage = Pick<Message, 'key' | 'at' | 'person' | 'text'> & { readonly side: Side; readonly parent: string | undefined };

/** Messages that one company writes with one request. */
export type Batch = { readonly side: Side; readonly messages: readonly PlannedMessage[] };

export type ImportPlan = {
  readonly batches: readonly Batch[];
  readonly people: Readonly<Record<Side, readonly string[]>>;
  /** What is not carried over, and how often. */
  readonly leftOut: readonly { readonly reason: string; readonly count: number }[];
};

/** As many posts as a node takes at once. */
const BATCH_SIZE = 100;

type Mapping = {
  /** Names of the people whose company is here; undefined when all are. */
  readonly staff: ReadonlySet<string> | undefined;
};

/** Messages of one instant are told apart by milliseconds, of which there are this many in a second. */
const MAX_SHIFT_MS = 999;

/**
 * Decides who writes what, in which requests. The plan follows from file and mapping alone, so an import that was cut
 * off makes the same requests again. A batch answers only messages of its own company, and messages of the other that
 * stand in earlier batches. What waits for nothing goes first: posts are shown by their times, so these keep the order.
 */
export function planImport(messages: readonly Message[], { staff }: Mapping): ImportPlan {
  const counts = new Map<string, number>();
  const count = (reason: string): void => void counts.set(reason, (counts.get(reason) ?? 0) + 1);
  const timeOf = createTimes();
  const planned = new Map<string, PlannedMessage>();
  for (const message of messages) {
    if (message.text.trim() === '') count('messages without text');
    else {
      const { key, at, person, text } = message;
      const parent = parentOf(message, planned, count);
      const side = staff === undefined || staff.has(person) ? 'here' : 'partner';
      planned.set(key, { key, at: timeOf(at), person, text, side, parent });
    }
  }
  return {
    batches: toBatches(planned),
    people: { here: peopleOf(planned, 'here'), partner: peopleOf(planned, 'partner') },
    leftOut: [...counts].map(([reason, times]) => ({ reason, count: times })),
  };
}

/**
 * Times in files are whole seconds or minutes. Messages of one instant get a millisecond each, so that every company
 * shows them in the order of the file; nobody can tell the difference.
 */
function createTimes(): (at: string) => string {
  const uses = new Map<string, number>();
  return (at) => {
    const shiftMs = uses.get(at) ?? 0;
    uses.set(at, Math.min(shiftMs + 1, MAX_SHIFT_MS));
    return new Date(Date.parse(at) + shiftMs).toISOString();
  };
}

function peopleOf(planned: ReadonlyMap<string, PlannedMessage>, side: Side): string[] {
  return [...new Set([...planned.values()].filter((message) => message.side === side).map(({ person }) => person))];
}

/** A post answers one other: the nearest of those that the file names. */
function parentOf({ replyTo }: Message, planned: ReadonlyMap<string, PlannedMessage>, count: (reason: string) => void): string | undefined {
  const known = replyTo.filter((key) => planned.has(key));
  if (known.length < replyTo.length) count('links to messages that do not come before in the file');
  if (known.length > 1) count('links to a second or third message that is answered, of which a post keeps the nearest');
  return known.at(-1);
}

/** How often the chain of answers that leads to each message crosses the border between the companies. */
function countCrossings(planned: ReadonlyMap<string, PlannedMessage>): Map<string, number> {
  const crossings = new Map<string, number>();
  for (const { key, side, parent } of planned.values()) {
    const above = parent === undefined ? undefined : planned.get(parent);
    crossings.set(key, above === undefined ? 0 : (crossings.get(above.key) as number) + (above.side === side ? 0 : 1));
  }
  return crossings;
}

function toBatches(planned: ReadonlyMap<string, PlannedMessage>): Batch[] {
  const crossings = countCrossings(planned);
  const depth = [...crossings.values()].reduce((most, count) => Math.max(most, count), 0);
  const groups = Map.groupBy(planned.values(), ({ key, side }) => `${side} ${crossings.get(key)}`);
  const batches: Batch[] = [];
  for (let level = 0; level <= depth; level++) {
    for (const side of ['here', 'partner'] as const) {
      const messages = groups.get(`${side} ${level}`) ?? [];
      for (let start = 0; start < messages.length; start += BATCH_SIZE) batches.push({ side, messages: messages.slice(start, start + BATCH_SIZE) });
    }
  }
  return batches;
}
