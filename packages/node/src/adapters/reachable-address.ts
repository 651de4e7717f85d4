import { BlockList } from 'node:net';
import { ipBytes } from './ip-bytes.ts';

type Subnet = readonly [network: string, prefix: number];

function blockList(ipv4: readonly Subnet[], ipv6: readonly Subnet[]): BlockList {
  const list = new BlockList();
  for (const [network, prefix] of ipv4) list.addSubnet(network, prefix, 'ipv4');
  for (const [network, prefix] of ipv6) list.addSubnet(network, prefix, 'ipv6');
  return list;
}

/** No node is ever there: this network, link-local, multicast, broadcast, and where clouds answer about a machine's own secrets. */
const never = blockList(
  [
    ['0.0.0.0', 8],
    ['100.100.100.200', 32],
    ['168.63.129.16', 32],
    ['169.254.0.0', 16],
    ['192.0.0.192', 32],
    ['224.0.0.0', 4],
    ['240.0.0.0', 4],
  ],
  [
    ['fd00:ec2::', 32],
    ['fd20:ce::', 32],
  ],
);

/** Reached only from inside a company (IANA special-purpose registries). A node may be there if our administrator accepted that host. */
const inside = blockList(
  [
    ['10.0.0.0', 8],
    ['100.64.0.0', 10],
    ['127.0.0.0', 8],
    ['172.16.0.0', 12],
    ['192.0.0.0', 24],
    ['192.0.2.0', 24],
    ['192.168.0.0', 16],
    ['198.18.0.0', 15],
    ['198.51.100.0', 24],
    ['203.0.113.0', 24],
  ],
  [
    ['::1', 128],
    ['fc00::', 7],
    ['2001:db8::', 32],
  ],
);

/** All of IPv6 that a node may have; what is in neither list here is link-local, multicast, unspecified or unassigned. */
const anywhere = blockList(
  [],
  [
    ['::1', 128],
    ['2000::', 3],
    ['fc00::', 7],
  ],
);
/** Teredo hides an IPv4 address behind a relay of somebody's choice (RFC 4380). */
const tunnels = blockList([], [['2001::', 32]]);

/** Where an IPv6 address carries an IPv4 address that the connection would end at: mapped, NAT64, 6to4. */
const embeddings: readonly { readonly prefix: Buffer; readonly at: number }[] = [
  { prefix: Buffer.from('00000000000000000000ffff', 'hex'), at: 12 },
  { prefix: Buffer.from('0064ff9b0000000000000000', 'hex'), at: 12 },
  { prefix: Buffer.from('2002', 'hex'), at: 2 },
];

function embeddedIpv4(bytes: Buffer): string | undefined {
  const found = embeddings.find(({ prefix }) => bytes.subarray(0, prefix.length).equals(prefix));
  return found && bytes.subarray(found.at, found.at + 4).join('.');
}

/**
 * May a connection go to this IP address (THREATS 31)? Takes addresses, not names: the caller resolves a name, asks
 * here, and connects to the very address that it asked about. With `publicOnly` the address must be one of the Internet's.
 */
export function mayConnectTo(ip: string, { publicOnly }: { publicOnly: boolean }): boolean {
  const bytes = ipBytes(ip);
  if (bytes === undefined) return false;
  if (bytes.length === 4) return !never.check(ip, 'ipv4') && !(publicOnly && inside.check(ip, 'ipv4'));
  const ipv4 = embeddedIpv4(bytes);
  if (ipv4 !== undefined) return mayConnectTo(ipv4, { publicOnly });
  const plain = ip.split('%')[0] as string;
  if (!anywhere.check(plain, 'ipv6') || tunnels.check(plain, 'ipv6') || never.check(plain, 'ipv6')) return false;
  return !(publicOnly && inside.check(plain, 'ipv6'));
}
