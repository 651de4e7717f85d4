import { isIP } from 'node:net';

const GROUPS = 8;
const GROUPS_OF_BLOCK = 4;

/**
 * What one stranger holds of the address space: an IPv4 address, or an IPv6 /64, of which every household has one and
 * which counts as one address (THREATS 34). IPv6 forms of IPv4 addresses count as those (RFC 4291 §2.5.5.2).
 */
export function addressBlock(address: string): string {
  const plain = address.replace(/%.*$/, '');
  if (isIP(plain) !== 6) return plain;
  const groups = expand(plain);
  const isMapped = groups.slice(0, 6).join(':') === '0:0:0:0:0:ffff';
  return isMapped ? dotted(groups.slice(6)) : `${groups.slice(0, GROUPS_OF_BLOCK).join(':')}::/64`;
}

function expand(address: string): string[] {
  // WHATWG URL writes IPv6 one way only: lower case, no zeros in front, no dotted tail.
  const canonical = new URL(`http://[${address}]/`).hostname.slice(1, -1);
  const [head = '', tail] = canonical.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  return [...before, ...Array.from({ length: GROUPS - before.length - after.length }, () => '0'), ...after];
}

function dotted(groups: readonly string[]): string {
  return groups.flatMap((group) => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 0xff]).join('.');
}
