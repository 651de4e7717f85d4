import { describe, expect, it } from 'vitest';
import { ipBytes } from './ip-bytes.ts';

describe('ipBytes', () => {
  it.each([
    ['192.0.2.1', 'c0000201'],
    ['::', '0'.repeat(32)],
    ['::1', `${'0'.repeat(31)}1`],
    ['2001:db8::ff00:42:8329', '20010db8000000000000ff0000428329'],
    ['2001:db8:0:0:0:0:0:1', '20010db8000000000000000000000001'],
    ['::ffff:169.254.169.254', '00000000000000000000ffffa9fea9fe'],
    ['::ffff:a9fe:a9fe', '00000000000000000000ffffa9fea9fe'],
    ['fe80::1%eth0', 'fe800000000000000000000000000001'],
    ['1:2:3:4:5:6:7::', '00010002000300040005000600070000'],
  ])('reads %s', (text, hex) => {
    expect(ipBytes(text)?.toString('hex')).toBe(hex);
  });

  it.each(['', 'localhost', '0x7f.1', '127.1', '2130706433', '0177.0.0.1', '1.2.3', '::g', '1::2::3'])('knows no address in %j', (text) => {
    expect(ipBytes(text)).toBeUndefined();
  });
});
