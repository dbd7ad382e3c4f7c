import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UsageError } from './errors.ts';
import { longUuid, parseUuid, uuid16 } from './uuid.ts';

describe('parseUuid', () => {
  it.each([
    ['fe95', 'fe95'],
    ['FE95', 'fe95'],
    ['0xFE95', 'fe95'],
    ['0000fe95', 'fe95'],
    ['0000FE95-0000-1000-8000-00805F9B34FB', 'fe95'],
    ['0000fe9500001000800000805f9b34fb', 'fe95'],
    ['0001fe95', '0001fe95'],
    ['0001fe95-0000-1000-8000-00805f9b34fb', '0001fe95'],
    ['EBE0CCB0-7A0A-4B0C-8A1A-6FF2997DA3A6', 'ebe0ccb0-7a0a-4b0c-8a1a-6ff2997da3a6'],
    ['ebe0ccb07a0a4b0c8a1a6ff2997da3a6', 'ebe0ccb0-7a0a-4b0c-8a1a-6ff2997da3a6'],
    // Beside the base UUID.
    ['0000fe95-0000-1000-8001-00805f9b34fb', '0000fe95-0000-1000-8001-00805f9b34fb'],
    ['0000fe95-0000-1000-8000-00805f9b34fa', '0000fe95-0000-1000-8000-00805f9b34fa'],
  ])('brings %s into its shortest form', (text, uuid) => {
    expect(parseUuid(text)).toBe(uuid);
    expect(parseUuid(uuid)).toBe(uuid);
  });

  it.each(['', 'fe9', 'fe951', 'xe95', '0x', 'fe95 ', 'ebe0ccb0-7a0a-4b0c-8a1a6ff2997da3a6'])(
    'refuses %j, and says what a UUID looks like',
    (text) => {
      expect(() => parseUuid(text)).toThrow(UsageError);
      expect(() => parseUuid(text)).toThrow('such as fe95');
    },
  );
});

describe('longUuid', () => {
  it.each([
    ['fe95', '0000fe95-0000-1000-8000-00805f9b34fb'],
    ['0001fe95', '0001fe95-0000-1000-8000-00805f9b34fb'],
    ['ebe0ccb0-7a0a-4b0c-8a1a-6ff2997da3a6', 'ebe0ccb0-7a0a-4b0c-8a1a-6ff2997da3a6'],
  ])('writes %s out, and back it is the same', (short, long) => {
    expect(longUuid(short)).toBe(long);
    expect(parseUuid(long)).toBe(short);
  });
});

describe('uuid16', () => {
  it('is what the number reads as, written out', () => {
    fc.assert(
      fc.property(fc.nat(0xffff), (number) => {
        expect(Number.parseInt(uuid16(number), 16)).toBe(number);
        expect(parseUuid(uuid16(number))).toBe(uuid16(number));
      }),
    );
  });
});
