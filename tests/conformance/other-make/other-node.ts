import { randomUUID } from 'node:crypto';
import { makeIdentity, sha256, type Document, type OtherIdentity } from './identity.ts';
import { append, openLog, type Log } from './logs.ts';
import type { Wire } from './signed-requests.ts';
import type { Transcript } from './words.ts';

export type WireAnswer = { readonly status: number; readonly body: string };
export type Carry = (wire: Wire) => Promise<WireAnswer>;

/** A node of the other make, with one person and one partner. */
export type OtherNode = {
  readonly identity: OtherIdentity;
  readonly url: string;
  /** Takes its requests to its partner. */
  readonly carry: Carry;
  readonly person: string;
  readonly own: Map<string, Log>;
  readonly foreign: Map<string, Log>;
  /** How far the partner has signed to hold our logs. */
  readonly held: Map<string, number>;
  /** Nonces of open invitations, by secret. */
  readonly offers: Map<string, string>;
  partner?: Document;
  transcript?: Transcript;
};

export async function openOtherNode(name: string, { url, carry }: { url: string; carry: Carry }): Promise<OtherNode> {
  const identity = await makeIdentity(name, url);
  return { identity, url, carry, person: `${identity.did}/people/${randomUUID()}`, own: new Map(), foreign: new Map(), held: new Map(), offers: new Map() };
}

/** The partner's document, once there is one. */
export function partnerOf({ partner }: OtherNode): Document {
  if (partner === undefined) throw new Error('not paired');
  return partner;
}

/** Our log with the partner, or our log of a channel (rule ID-4). */
function ownLog(node: OtherNode, subject: 'partnership' | { readonly channel: string }): Log {
  const name = subject === 'partnership' ? `${partnerOf(node).id.slice(8)}.partnership` : `${subject.channel.slice(8, 56)}.${subject.channel.slice(-36)}`;
  const id = `${node.identity.did}/logs/${name}.0`;
  const log = node.own.get(id) ?? openLog(id);
  node.own.set(id, log);
  return log;
}

/** Writes into one of our logs; answers with the activity's id. */
export function say(node: OtherNode, subject: 'partnership' | { readonly channel: string }, activity: { kind: string; type: string } & Record<string, unknown>): string {
  return append(ownLog(node, subject), { actor: node.person, ...activity });
}

/** The payloads of all logs of a channel, ours and the partner's. */
export function payloadsOf({ own, foreign }: OtherNode, channel: string): (string | null)[] {
  return [...own.values(), ...foreign.values()].filter(({ id }) => id.includes(channel.slice(-36))).flatMap(({ items }) => items.map(({ payload }) => payload));
}

/** What the partner says of a type, in its log with us. */
export function toldByPartner({ foreign }: OtherNode, type: string): { readonly id: string; readonly object: { readonly id: string } }[] {
  const payloads = [...foreign.values()].filter(({ id }) => id.includes('.partnership.')).flatMap(({ items }) => items.map(({ payload }) => payload ?? 'null'));
  return payloads.map((payload) => JSON.parse(payload) as { id: string; type: string; object: { id: string } }).filter((activity) => activity.type === type);
}

/** Loses what it held of a partner's log, but for the first entries: an old backup was restored. */
export function forget({ foreign }: OtherNode, id: string, kept: number): void {
  const log = foreign.get(id);
  log?.items.splice(kept);
  const last = log?.items.at(-1);
  if (log === undefined || last === undefined) foreign.delete(id);
  else log.head = sha256(last.header);
}
