import { isIPv4, isIPv6 } from 'node:net';

const IPV6_GROUPS = 8;

/** The 4 or 16 bytes of an IP address in any of its spellings (RFC 4291 §2.2), without its zone; undefined for other texts. */
export function ipBytes(text: string): Buffer | undefined {
  if (isIPv4(text)) return Buffer.from(text.split('.').map(Number));
  if (!isIPv6(text)) return undefined;
  const [withoutZone = ''] = text.split('%');
  const [left = '', right] = withHexTail(withoutZone).split('::');
  const head = groupsOf(left);
  const tail = right === undefined ? [] : groupsOf(right);
  const gap = Array<number>(IPV6_GROUPS - head.length - tail.length).fill(0);
  const bytes = Buffer.alloc(2 * IPV6_GROUPS);
  for (const [index, group] of [...head, ...gap, ...tail].entries()) bytes.writeUInt16BE(group, 2 * index);
  return bytes;
}

/** `::ffff:192.0.2.1` as `::ffff:c000:201`. */
function withHexTail(text: string): string {
  const dotted = /\d+\.\d+\.\d+\.\d+$/.exec(text)?.[0];
  if (dotted === undefined) return text;
  const bytes = Buffer.from(dotted.split('.').map(Number));
  return `${text.slice(0, -dotted.length)}${bytes.readUInt16BE(0).toString(16)}:${bytes.readUInt16BE(2).toString(16)}`;
}

function groupsOf(text: string): number[] {
  return text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16));
}
