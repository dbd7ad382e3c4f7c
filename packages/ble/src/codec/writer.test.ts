import { describe, expect, it } from 'vitest';
import { toHex, UsageError } from '../core/index.ts';
import { u16 } from './numbers.ts';
import { storeUint, Writer } from './writer.ts';

const LIMITS = [1, 2, 3, 4, 5, 6].map((size) => [size, 2 ** (8 * size)] as const);

describe('Writer', () => {
  it.each(LIMITS)('takes for %d bytes what is below %d and not negative', (size, limit) => {
    const to = new Writer();
    for (const value of [0, 1, limit - 1]) to.uint(value, size);
    const zeros = '00'.repeat(size - 1);
    expect(toHex(to.finish())).toBe(`00${zeros}01${zeros}${'ff'.repeat(size)}`);
    for (const value of [-1, limit, 0.5, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => to.uint(value, size)).toThrow(UsageError);
      expect(() => to.uintBe(value, size)).toThrow(UsageError);
    }
  });

  it.each(LIMITS)('takes for %d signed bytes the middle of all %d', (size, limit) => {
    const to = new Writer();
    for (const value of [-limit / 2, -1, limit / 2 - 1]) to.int(value, size);
    const low = '00'.repeat(size - 1);
    const high = 'ff'.repeat(size - 1);
    expect(toHex(to.finish())).toBe(`${low}80${high}ff${high}7f`);
    for (const value of [-limit / 2 - 1, limit / 2, -0.5, Number.NaN]) {
      expect(() => to.int(value, size)).toThrow(UsageError);
      expect(() => to.intBe(value, size)).toThrow(UsageError);
    }
  });

  it('puts the most significant byte first when it is asked to', () => {
    const to = new Writer();
    to.uintBe(0x010203040506, 6);
    to.intBe(-2, 3);
    expect(toHex(to.finish())).toBe('010203040506fffffe');
  });

  it('writes -0 as 0', () => {
    const to = new Writer();
    to.uint(-0, 2);
    to.int(-0, 2);
    expect(toHex(to.finish())).toBe('00000000');
  });

  it('takes all of 64 bits, and no more', () => {
    const to = new Writer();
    to.u64(0x0102030405060708n);
    to.u64(2n ** 64n - 1n);
    expect(toHex(to.finish())).toBe('0807060504030201ffffffffffffffff');
    for (const value of [-1n, 2n ** 64n]) expect(() => to.u64(value)).toThrow(UsageError);
  });

  it('takes floats of 32 bits, and those beyond them only when they are infinite', () => {
    const to = new Writer();
    for (const value of [1.5, Number.NEGATIVE_INFINITY, Number.NaN]) to.f32(value);
    expect(toHex(to.finish())).toBe('0000c03f000080ff0000c07f');
    for (const value of [1e39, -1e39]) expect(() => to.f32(value)).toThrow(UsageError);
  });

  it('leaves room for what is known later, and goes on behind all else', () => {
    const to = new Writer(1);
    to.uint(1, 1);
    const at = to.leave(2);
    to.uint(4, 1);
    to.fill(at, u16, 0x0302);
    to.uint(5, 1);
    expect(toHex(to.finish())).toBe('0102030405');
  });

  it('names number and width when a number does not fit', () => {
    expect(() => new Writer().uint(256, 1)).toThrow('256 does not fit 8 bits, unsigned');
    expect(() => new Writer().int(-129, 1)).toThrow('-129 does not fit 8 bits, signed');
  });

  it('writes nothing when it refuses', () => {
    const to = new Writer();
    to.uint(1, 1);
    expect(() => to.uint(256, 1)).toThrow(UsageError);
    expect(() => to.u64(-1n)).toThrow(UsageError);
    expect(() => to.f32(1e39)).toThrow(UsageError);
    expect([to.length, toHex(to.finish())]).toEqual([1, '01']);
  });

  it.each([0, 1, 3, 64])('grows from a capacity of %d', (capacity) => {
    const to = new Writer(capacity);
    for (let i = 0; i < 100; i++) to.write(Uint8Array.of(i, i));
    expect(to.length).toBe(200);
    expect(to.finish()).toEqual(Uint8Array.from({ length: 200 }, (_, i) => i >> 1));
  });

  it.each([2, 64])('gives bytes that writing on does not change, capacity %d', (capacity) => {
    const to = new Writer(capacity);
    to.uint(0x0201, 2);
    const before = to.finish();
    to.uint(0x0403, 2);
    expect([toHex(before), toHex(to.finish())]).toEqual(['0102', '01020304']);
  });
});

describe('storeUint', () => {
  it('stores where it is told, least significant byte first', () => {
    const bytes = new Uint8Array(8);
    storeUint(bytes, 1, 0xa4c138000001, 6);
    expect(toHex(bytes)).toBe('00010000 38c1a4 00'.replaceAll(' ', ''));
  });

  it('cuts off what does not fit, in the number and in the bytes', () => {
    const bytes = new Uint8Array(3);
    storeUint(bytes, 0, 0x030201, 2);
    storeUint(bytes, 2, 0x0504, 2);
    expect(toHex(bytes)).toBe('010204');
  });
});
