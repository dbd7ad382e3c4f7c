import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addressDigits,
  addressTypeOf,
  formatAddress,
  parseAddress,
  randomKindOf,
} from './address.ts';
import { UsageError } from './errors.ts';

const addresses = fc.maxSafeNat().map((number) => number % 2 ** 48);

describe('parseAddress', () => {
  it.each(['A4:C1:38:00:00:01', 'a4-c1-38-00-00-01', 'A4c138000001'])('reads %s', (text) => {
    expect(parseAddress(text)).toBe(0xa4c138000001);
  });

  it.each([
    '',
    'A4:C1:38:00:00',
    'A4:C1:38:00:00:01:02',
    'A4:C1-38:00:00:01',
    'A4C138:000001',
    'A4:C1:38:00:00:0G',
    'A4:C1:38:00:00:1',
    ' A4:C1:38:00:00:01',
    'A4:C1:38:00:00:01\n',
  ])('refuses %j, and says what an address looks like', (text) => {
    expect(() => parseAddress(text)).toThrow(UsageError);
    expect(() => parseAddress(text)).toThrow('such as A4:C1:38:00:00:01');
  });

  it('reads back whatever the other two write', () => {
    fc.assert(
      fc.property(addresses, (address) => {
        expect(parseAddress(formatAddress(address))).toBe(address);
        expect(parseAddress(addressDigits(address))).toBe(address);
      }),
    );
  });
});

describe('formatAddress', () => {
  it.each([
    [0, '00:00:00:00:00:00'],
    [1, '00:00:00:00:00:01'],
    [0xa4c138000001, 'A4:C1:38:00:00:01'],
    [2 ** 48 - 1, 'FF:FF:FF:FF:FF:FF'],
  ])('writes all six bytes of %d', (address, text) => {
    expect(formatAddress(address)).toBe(text);
  });
});

describe('addressDigits', () => {
  it('writes twelve digits, leading zeros too', () => {
    expect(addressDigits(0x0a)).toBe('00000000000A');
  });
});

describe('randomKindOf', () => {
  it.each([
    ['00:00:00:00:00:01', 'nonResolvable'],
    ['3F:FF:FF:FF:FF:FF', 'nonResolvable'],
    ['40:00:00:00:00:00', 'resolvable'],
    ['7F:FF:FF:FF:FF:FF', 'resolvable'],
    ['80:00:00:00:00:00', 'reserved'],
    ['BF:FF:FF:FF:FF:FF', 'reserved'],
    ['C0:00:00:00:00:00', 'static'],
    ['FF:FF:FF:FF:FF:FF', 'static'],
  ] as const)('goes by the two top bits: %s is %s (Vol 6, Part B, 1.3.2)', (text, kind) => {
    expect(randomKindOf(parseAddress(text))).toBe(kind);
  });
});

describe('addressTypeOf', () => {
  it.each([
    [0x00, 'public'],
    [0x01, 'random'],
    [0x02, 'publicIdentity'],
    [0x03, 'randomIdentity'],
    [0xff, 'anonymous'],
    // "Controller unable to resolve": a random address. Vol 4, Part E, 7.7.65.13.
    [0xfe, 'random'],
  ] as const)('names type %d %s (Vol 4, Part E, 7.7.65.13)', (number, type) => {
    expect(addressTypeOf(number)).toBe(type);
  });
});
