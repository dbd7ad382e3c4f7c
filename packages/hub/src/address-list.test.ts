import { describe, expect, it } from 'vitest';
import { AddressList, isAddressOrNetwork } from './address-list.ts';

describe('AddressList', () => {
  const list = new AddressList(['10.0.0.0/8', '192.168.1.2', 'fd00::/8', '::1']);

  it.each([
    ['10.255.0.1', true],
    ['::ffff:10.1.1.1', true],
    ['11.0.0.1', false],
    ['192.168.1.2', true],
    ['192.168.1.3', false],
    ['fd12::1', true],
    ['::1', true],
    ['fe80::1', false],
    ['attic', false],
    ['', false],
    [undefined, false],
  ])('knows %s: %s', (address, wanted) => {
    expect(list.has(address)).toBe(wanted);
  });
});

describe('isAddressOrNetwork', () => {
  it.each(['192.168.1.2', '10.0.0.0/8', '0.0.0.0/0', 'fd00::/8', '::1/128'])('takes %s', (text) => {
    expect(isAddressOrNetwork(text)).toBe(true);
  });

  it.each(['', 'attic', '10.0.0.0/33', 'fd00::/129', '10.0.0.0/', '10.0.0.0/8/8', '/8', '10.0/8'])(
    'refuses %s',
    (text) => {
      expect(isAddressOrNetwork(text)).toBe(false);
    },
  );
});
