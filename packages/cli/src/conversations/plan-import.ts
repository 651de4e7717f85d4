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

/**
 * Decides who writes what, in which requests. The plan follows from file and mapping alone, so an import that was cut
 * off makes the same requests again. A batch answers only messages of its own company, and messages of the other that
 * stand in earlier batches; each company's messages keep their order.
 */
export function planImport(messages: readonly Message[], { staff }: Mapping): ImportPlan {
  const counts = new Map<string, number>();
  const count = (reason: string): void => void counts.set(reason, (counts.get(reason) ?? 0) + 1);
  const placed = new Set<string>();
  const planned = messages.flatMap((message): PlannedMessage[] => {
    if (message.text.trim() === '') {
      count('messages without text');
      return [];
    }
    const { key, at, person, text } = message;
    const parent = parentOf(message, placed, count);
    placed.add(key);
    return [{ key, at, person, text, side: staff === undefined || staff.has(person) ? 'here' : 'partner', parent }];
  });
  return {
    batches: toBatches(planned),
    people: { here: peopleOf(planned, 'here'), partner: peopleOf(planned, 'partner') },
    leftOut: [...counts].map(([reason, times]) => ({ reason, count: times })),
  };
}

function peopleOf(planned: readonly PlannedMessage[], side: Side): string[] {
  return [...new Set(planned.filter((message) => message.side === side).map(({ person }) => person))];
}

/** A post answers one other: the nearest of those that the file names. */
function parentOf({ replyTo }: Message, placed: ReadonlySet<string>, count: (reason: string) => void): string | undefined {
  const known = replyTo.filter((key) => placed.has(key));
  if (known.length < replyTo.length) count('links to messages that do not come before in the file');
  if (known.length > 1) count('links to a second or third message that is answered, of which a post keeps the nearest');
  return known.at(-1);
}

function toBatches(planned: readonly PlannedMessage[]): Batch[] {
  const sideOf = new Map(planned.map(({ key, side }) => [key, side]));
  const queues = { here: planned.filter(({ side }) => side === 'here'), partner: planned.filter(({ side }) => side === 'partner') };
  const written = new Set<string>();
  const batches: Batch[] = [];
  while (queues.here.length + queues.partner.length > 0) {
    for (const side of ['here', 'partner'] as const) {
      const isBlocked = ({ parent }: PlannedMessage): boolean => parent !== undefined && sideOf.get(parent) !== side && !written.has(parent);
      const firstBlocked = queues[side].slice(0, BATCH_SIZE).findIndex(isBlocked);
      const messages = queues[side].splice(0, firstBlocked === -1 ? BATCH_SIZE : firstBlocked);
      if (messages.length === 0) continue;
      for (const { key } of messages) written.add(key);
      batches.push({ side, messages });
    }
  }
  return batches;
}
