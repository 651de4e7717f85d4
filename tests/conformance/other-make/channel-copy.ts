import { createHash } from 'node:crypto';

type Note = { readonly id: string; readonly type: string; readonly content: string };
type Like = { readonly type: string; readonly object: string; readonly content: string };
type Activity = { readonly type: string; readonly actor: string; readonly object: string | Note | Like; readonly content?: string };
type Held = { version: number; content: string | null; readonly reactions: Set<string> };

/** What a channel holds, as this make keeps it: objects by id. */
export type ChannelCopy = Map<string, Held>;

/** Gives the activities of a channel's logs their effect. Those whose object is not here yet wait for the others. */
export function applyAll(copy: ChannelCopy, payloads: readonly (string | null)[]): void {
  let waiting = payloads.flatMap((payload) => (payload === null ? [] : [JSON.parse(payload) as Activity]));
  for (let before = waiting.length + 1; waiting.length < before; ) {
    before = waiting.length;
    waiting = waiting.filter((activity) => !apply(copy, activity));
  }
}

/** False for what has to wait. */
function apply(copy: ChannelCopy, { type, actor, object, content = '' }: Activity): boolean {
  if (typeof object === 'string') return type !== 'Like' || react(copy, { actor, object, content });
  switch (`${type} ${object.type}`) {
    case 'Create Note':
      return create(copy, object as Note);
    case 'Update Note':
      return edit(copy, object as Note);
    case 'Delete Tombstone':
      copy.set((object as Note).id, { version: 0, content: null, reactions: new Set() });
      return true;
    case 'Undo Like':
      return react(copy, { actor, ...(object as Like) }, true);
    default:
      return true;
  }
}

function create(copy: ChannelCopy, { id, content }: Note): boolean {
  if (!copy.has(id)) copy.set(id, { version: 1, content, reactions: new Set() });
  return true;
}

function edit(copy: ChannelCopy, { id, content }: Note): boolean {
  const held = copy.get(id);
  if (held === undefined) return false;
  if (held.content !== null) Object.assign(held, { content, version: held.version + 1 });
  return true;
}

function react(copy: ChannelCopy, { actor, object, content }: { actor: string; object: string; content: string }, isUndo = false): boolean {
  const reactions = copy.get(object)?.reactions;
  if (isUndo) reactions?.delete(`${actor} ${content}`);
  else reactions?.add(`${actor} ${content}`);
  return reactions !== undefined;
}

/** The digest of rule DIG-1, and its lines. */
export function digestOf(copy: ChannelCopy): { lines: string[]; digest: string } {
  const lines = [...copy].toSorted(([a], [b]) => compareBytes(a, b)).map(([id, held]) => lineOf(id, held));
  return { lines, digest: createHash('sha256').update(lines.map((line) => `${line}\n`).join('')).digest('base64url') };
}

function lineOf(id: string, { version, content, reactions }: Held): string {
  if (content === null) return `${id} deleted`;
  return [id, String(version), createHash('sha256').update(content).digest('base64url'), ...[...reactions].toSorted(compareBytes)].join(' ');
}

function compareBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
