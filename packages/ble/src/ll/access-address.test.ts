import { describe, expect, it } from 'vitest';
import { isAccessAddress, newAccessAddress } from './access-address.ts';
import { ADVERTISING_ACCESS_ADDRESS } from './packet.ts';

describe('isAccessAddress', () => {
  it.each([
    ['that of advertising', ADVERTISING_ACCESS_ADDRESS],
    ['one that differs from it in a single bit', ADVERTISING_ACCESS_ADDRESS - 2],
    ['one whose four octets are equal', 0x53535353],
    ['one with seven zeros in a row', 0xa01e5b17],
    ['one with seven ones in a row', 0xa5fe1b17],
    ['one whose bits change more than 24 times', 0x2a5555ab],
    ['one that hardly changes in its six highest bits', 0xf9a65b17],
    ['one with two ones in its lowest octet', 0x71764121],
    ['one that changes twelve times in its lowest 16 bits', 0x71765569],
  ])('refuses %s (2.1.2)', (_, accessAddress) => {
    expect(isAccessAddress(accessAddress)).toBe(false);
  });

  it.each([0x71764129, 0x50655d5b, 0xaf9a9cd4])('takes %i', (accessAddress) => {
    expect(isAccessAddress(accessAddress)).toBe(true);
  });
});

describe('newAccessAddress', () => {
  it('draws until one will do', () => {
    const draws = [ADVERTISING_ACCESS_ADDRESS, 0, 0x71764129];
    expect(newAccessAddress(() => draws.shift() ?? 0)).toBe(0x71764129);
    expect(draws).toEqual([]);
  });
});
