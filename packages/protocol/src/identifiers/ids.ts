import { createHash } from 'node:crypto';

/**
 * Names of things (rules ID-1 … ID-6 in protocol-spec/identifiers.md).
 *
 * Every global id is a DID URL under the node that owns the thing, so authority is a string prefix:
 * nothing needs to be fetched to know who may speak for an id.
 */

const multikey = 'z6Mk[1-9A-HJ-NP-Za-km-z]{44}';
const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const epoch = '(?:0|[1-9][0-9]{0,8})';

export const nodeIdPattern = new RegExp(`^did:key:${multikey}$`);
export const keyIdPattern = new RegExp(`^did:key:${multikey}#[A-Za-z0-9_-]{43}$`);
export const personIdPattern = new RegExp(`^did:key:${multikey}/people/${uuid}$`);
export const objectIdPattern = new RegExp(`^did:key:${multikey}/objects/${uuid}$`);
export const channelIdPattern = new RegExp(`^did:key:${multikey}/channels/${uuid}$`);
export const logIdPattern = new RegExp(
  `^(did:key:${multikey})/logs/(${multikey})\\.(${uuid}|partnership)\\.(${epoch})$`,
);
const uuidAtEnd = new RegExp(`/(${uuid})$`);

/** The DID of the node that owns a DID URL: everything before the first `/` or `#` (rule ID-2). */
export function ownerOf(didUrl: string): string {
  const end = didUrl.search(/[/#]/);
  return end === -1 ? didUrl : didUrl.slice(0, end);
}

export function personDid(node: string, uuidText: string): string {
  return `${node}/people/${uuidText}`;
}

export function objectDid(node: string, uuidText: string): string {
  return `${node}/objects/${uuidText}`;
}

export function channelDid(node: string, uuidText: string): string {
  return `${node}/channels/${uuidText}`;
}

/** What a log id says about its log (rule ID-4). `subject` is a channel's DID, or the partner's DID. */
export type LogName =
  | { readonly kind: 'channel'; readonly origin: string; readonly channel: string; readonly epoch: number }
  | { readonly kind: 'partnership'; readonly origin: string; readonly partner: string; readonly epoch: number };

export function channelLogId({ origin, channel, epoch: number }: { origin: string; channel: string; epoch: number }): string {
  const host = ownerOf(channel).slice('did:key:'.length);
  return `${origin}/logs/${host}.${channel.slice(-36)}.${number}`;
}

export function partnershipLogId({ origin, partner, epoch: number }: { origin: string; partner: string; epoch: number }): string {
  return `${origin}/logs/${partner.slice('did:key:'.length)}.partnership.${number}`;
}

/** Reads a log id; undefined where the text is none. */
export function parseLogId(id: string): LogName | undefined {
  const match = logIdPattern.exec(id);
  if (!match) return undefined;
  const [, origin, subject, name, number] = match as unknown as [string, string, string, string, string];
  return name === 'partnership'
    ? { kind: 'partnership', origin, partner: `did:key:${subject}`, epoch: Number(number) }
    : { kind: 'channel', origin, channel: channelDid(`did:key:${subject}`, name), epoch: Number(number) };
}

/** The activity at one position of a log (rule ID-5). */
export function activityId(log: string, seq: number): string {
  return `${log}/${seq}`;
}

/**
 * The uuid under which a node files a thing in its own database and API (rule ID-6).
 *
 * Own things keep the uuid of their DID. A foreign thing gets a UUIDv8 (RFC 9562 §5.8) that keeps the foreign
 * uuid's 48-bit timestamp, so that indexes stay local in time, and takes its other 74 bits from SHA-256 of the
 * whole DID: no partner can choose an id that collides with another company's.
 */
export function localUuid(did: string, ownNode: string): string {
  const own = uuidAtEnd.exec(did)?.[1];
  if (own === undefined) throw new TypeError('not a DID URL that ends in a uuid');
  if (ownerOf(did) === ownNode) return own;
  const hash = createHash('sha256').update(did).digest('hex');
  const variant = ((Number.parseInt(hash[3] as string, 16) & 0x3) | 0x8).toString(16);
  return `${own.slice(0, 13)}-8${hash.slice(0, 3)}-${variant}${hash.slice(4, 7)}-${hash.slice(7, 19)}`;
}
