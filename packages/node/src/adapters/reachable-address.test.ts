import { describe, expect, it } from 'vitest';
import { mayConnectTo } from './reachable-address.ts';

const anywhere = { publicOnly: false };
const publicOnly = { publicOnly: true };

describe('mayConnectTo', () => {
  it.each(['8.8.8.8', '203.0.114.1', '2606:4700::1111', '64:ff9b::808:808', '2002:808:808::1'])('[THREAT-31] reaches %s, which is on the Internet', (ip) => {
    expect(mayConnectTo(ip, anywhere)).toBe(true);
    expect(mayConnectTo(ip, publicOnly)).toBe(true);
  });

  it.each([
    '127.0.0.1', '10.1.2.3', '172.31.255.255', '192.168.0.1', '100.64.0.1', '198.18.0.1',
    '::1', 'fd12:3456::1', '::ffff:127.0.0.1', '::ffff:7f00:1', '::ffff:10.0.0.1', '64:ff9b::a00:1', '2002:a00:1::1',
  ])('[THREAT-31] reaches %s only at a host that our administrator accepted', (ip) => {
    expect(mayConnectTo(ip, anywhere)).toBe(true);
    expect(mayConnectTo(ip, publicOnly)).toBe(false);
  });

  it.each([
    '169.254.169.254', '169.254.0.1', '0.0.0.0', '0.1.2.3', '224.0.0.1', '255.255.255.255', '100.100.100.200', '168.63.129.16', '192.0.0.192',
    '::', 'fe80::1', 'fe80::1%eth0', 'ff02::1', 'fec0::1', 'fd00:ec2::254', 'fd20:ce::254',
    '::ffff:169.254.169.254', '::ffff:a9fe:a9fe', '::ffff:0.0.0.0', '::169.254.169.254', '64:ff9b::a9fe:a9fe', '64:ff9b:1::a9fe:a9fe', '2002:a9fe:a9fe::1',
    '2001:0:4136:e378:8000:63bf:3fff:fdd2', '100::1', '5f00::1', 'localhost', '', '0x7f.1', '2852039166',
  ])('[THREAT-31] never connects to %s', (ip) => {
    expect(mayConnectTo(ip, anywhere)).toBe(false);
  });
});
