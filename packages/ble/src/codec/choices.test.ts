import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DecodeError, fromHex, toHex, UsageError } from '../core/index.ts';
import { bits, choice, flag, inverseFlag } from './choices.ts';
import { decode, encode } from './field.ts';
import { u8, u16, u32 } from './numbers.ts';
import { struct } from './struct.ts';

describe('flag', () => {
  it.each([
    ['00', false],
    ['01', true],
    ['02', true],
    ['ff', true],
  ])('reads %s as %s', (hex, value) => {
    expect(decode(flag, fromHex(hex))).toBe(value);
    expect(decode(inverseFlag, fromHex(hex))).toBe(!value);
  });

  it('writes 0 and 1', () => {
    expect([encode(flag, false), encode(flag, true)].map(toHex)).toEqual(['00', '01']);
    expect([encode(inverseFlag, false), encode(inverseFlag, true)].map(toHex)).toEqual([
      '01',
      '00',
    ]);
  });

  it('refuses no byte', () => {
    expect(() => decode(flag, fromHex(''))).toThrow(DecodeError);
    expect(() => decode(inverseFlag, fromHex(''))).toThrow(DecodeError);
  });
});

describe('choice', () => {
  const state = choice(u16, { 0: 'open', 1: 'closed', 258: 'open' });

  it.each([
    ['0000', 'open'],
    ['0100', 'closed'],
    ['0201', 'open'],
  ] as const)('reads %s as %s', (hex, name) => {
    expect(decode(state, fromHex(hex))).toBe(name);
  });

  it('writes the number of a name, the lowest where it has several', () => {
    expect(toHex(encode(state, 'closed'))).toBe('0100');
    expect(toHex(encode(state, 'open'))).toBe('0000');
  });

  it('refuses a number that has no name, and says where it stands', () => {
    const behind = struct({ first: u8, state });
    expect(() => decode(behind, fromHex('00 0300'))).toThrow(
      new DecodeError('3 is not one of 0, 1, 258', 1),
    );
  });

  it('refuses to write a name that is not in the table', () => {
    // The cast is what a caller without types does.
    expect(() => encode(state, 'ajar' as 'open')).toThrow(
      new UsageError("'ajar' is not one of open, closed, open"),
    );
  });

  it('does not take what every object has for a name', () => {
    // The cast is what a caller without types does.
    expect(() => encode(state, 'constructor' as 'open')).toThrow(UsageError);
  });
});

describe('bits', () => {
  const control = bits(u16, { encrypted: 1, mode: 3, _: 4, mac: 1, _2: 3, version: 4 });

  it.each([
    ['0000', { encrypted: false, mode: 0, mac: false, version: 0 }],
    ['0100', { encrypted: true, mode: 0, mac: false, version: 0 }],
    ['0a00', { encrypted: false, mode: 5, mac: false, version: 0 }],
    ['0001', { encrypted: false, mode: 0, mac: true, version: 0 }],
    ['0050', { encrypted: false, mode: 0, mac: false, version: 5 }],
    ['0ff1', { encrypted: true, mode: 7, mac: true, version: 15 }],
  ])('reads %s from the lowest bit up, and writes it back', (hex, value) => {
    expect(decode(control, fromHex(hex))).toEqual(value);
    expect(toHex(encode(control, value))).toBe(hex);
  });

  it('ignores reserved bits, and writes them as 0', () => {
    const value = decode(control, fromHex('ffff'));
    expect(value).toEqual({ encrypted: true, mode: 7, mac: true, version: 15 });
    expect(toHex(encode(control, value))).toBe('0ff1');
  });

  it('reads numbers that are at hand already', () => {
    expect(control.of(0x5001)).toEqual({ encrypted: true, mode: 0, mac: false, version: 5 });
  });

  it('shares results, and lets nobody change them', () => {
    const value = control.of(0x5001);
    expect(control.of(0x5001)).toBe(value);
    expect(Object.isFrozen(value)).toBe(true);
  });

  it('reads right however many combinations come, and does not keep them all', () => {
    const first = control.of(0);
    for (let number = 1; number < 5000; number++) {
      expect(control.of(number).mode).toBe((number >> 1) & 7);
    }
    expect(control.of(0)).toEqual(first);
    expect(control.of(0)).not.toBe(first);
  });

  it('reads all 32 bits of a number', () => {
    const wide = bits(u32, { low: 16, middle: 15, top: 1 });
    expect(decode(wide, fromHex('3412ffff'))).toEqual({ low: 0x1234, middle: 0x7fff, top: true });
    fc.assert(
      fc.property(fc.nat(0xffffffff), (number) => {
        expect(decode(u32, encode(wide, wide.of(number)))).toBe(number);
      }),
    );
  });

  it.each([
    [{ mode: 8 }, 'mode is 0 to 7, not 8'],
    [{ mode: -1 }, 'mode is 0 to 7, not -1'],
    [{ mode: 0.5 }, 'mode is 0 to 7, not 0.5'],
    [{ version: Number.NaN }, 'version is 0 to 15, not NaN'],
  ])('refuses to write %o', (part, problem) => {
    const value = { ...control.of(0), ...part };
    expect(() => encode(control, value)).toThrow(new UsageError(problem));
  });

  it('refuses a layout that its number has no room for', () => {
    expect(() => bits(u8, { low: 4, high: 5 })).toThrow(
      new UsageError('a layout of 9 bits for a number of 8'),
    );
  });
});
