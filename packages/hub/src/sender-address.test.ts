import { describe, expect, it } from 'vitest';
import { networkOf } from './sender-address.ts';

describe('networkOf', () => {
  it.each([
    ['192.168.1.2', '192.168.1.2'],
    ['::ffff:192.168.1.2', '192.168.1.2'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:DB8:1:2::6', '2001:db8:1:2::/64'],
    ['2001:db8::6', '2001:db8:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['64:ff9b::192.0.2.1', '64:ff9b:0:0::/64'],
    ['::', '0:0:0:0::/64'],
    ['', ''],
    [undefined, ''],
  ])('takes a whole network of IPv6 for one sender: %s, %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});
