import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DecodeError } from '../core/index.ts';
import { bytes, rest, sized, utf8 } from './bytes.ts';
import { bits, choice, flag } from './choices.ts';
import { decode, encode, type Field, type Infer } from './field.ts';
import { counted, list, optional } from './lists.ts';
import { i16, i24, u8, u16, u24be, u48, u64 } from './numbers.ts';
import { pdu, pduTable } from './pdu.ts';
import { scaled } from './scaled.ts';
import { struct } from './struct.ts';

/** One of everything, as PDUs that any bytes may be. */
const everything = pduTable(
  u8,
  pdu('numbers', 0, { a: u8, b: i16, c: i24, d: u24be, e: u48, f: u64 }),
  pdu('scaled', 1, { tenths: scaled(i16, 0.1), odd: scaled(u16, 0.35) }),
  pdu('choices', 2, {
    state: choice(u8, { 0: 'open', 1: 'closed' }),
    isOn: flag,
    control: bits(u16, { one: 1, three: 3, _: 8, four: 4 }),
  }),
  pdu('lists', 3, {
    numbers: counted(u8, u16),
    texts: counted(u8, sized(u8, utf8)),
    nested: sized(u16, list(struct({ id: u8, data: sized(u8, rest) }))),
  }),
  pdu('ends', 4, { fixed: bytes(3), last: optional(u16) }),
);

type Everything = Infer<typeof everything>;

const u = (bits: number) => fc.maxSafeNat().map((number) => number % 2 ** bits);
const i = (bits: number) => u(bits).map((number) => number - 2 ** (bits - 1));

const values: fc.Arbitrary<Everything> = fc.oneof(
  fc.record({
    kind: fc.constant('numbers' as const),
    a: u(8),
    b: i(16),
    c: i(24),
    d: u(24),
    e: u(48),
    f: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
  }),
  fc.record({
    kind: fc.constant('scaled' as const),
    tenths: i(16).map((raw) => raw / 10),
    odd: u(16).map((raw) => (raw * 35) / 100),
  }),
  fc.record({
    kind: fc.constant('choices' as const),
    state: fc.constantFrom('open' as const, 'closed' as const),
    isOn: fc.boolean(),
    control: fc.record({ one: fc.boolean(), three: u(3), four: u(4) }),
  }),
  fc.record({
    kind: fc.constant('lists' as const),
    numbers: fc.array(u(16)),
    texts: fc.array(fc.string({ unit: 'grapheme', maxLength: 20 })),
    nested: fc.array(fc.record({ id: u(8), data: fc.uint8Array({ maxLength: 20 }) })),
  }),
  fc.record({
    kind: fc.constant('ends' as const),
    fixed: fc.uint8Array({ minLength: 3, maxLength: 3 }),
    last: fc.option(u(16), { nil: undefined }),
  }),
  fc.record({
    kind: fc.constant('unknown' as const),
    opcode: fc.integer({ min: 5, max: 255 }),
    parameters: fc.uint8Array(),
  }),
);

describe('decode and encode', () => {
  it('are each other undone', () => {
    fc.assert(
      fc.property(values, (value) => {
        expect(decode(everything, encode(everything, value))).toEqual(value);
      }),
      { numRuns: 1000 },
    );
  });

  it('refuse a value that is cut short, unless what is left is one too', () => {
    fc.assert(
      fc.property(values, fc.nat(), (value, at) => {
        const whole = encode(everything, value);
        const cut = whole.subarray(0, at % whole.length);
        const read = decoded(everything, cut);
        if (read !== undefined) expect(encode(everything, read)).toEqual(cut);
      }),
      { numRuns: 1000 },
    );
  });

  it('never throw anything but a DecodeError inside the bytes, whatever these are', () => {
    const noise = fc.tuple(
      u(8).map((n) => n % 6),
      fc.uint8Array({ maxLength: 80 }),
    );
    fc.assert(
      fc.property(noise, ([opcode, body]) => {
        const read = decoded(everything, Uint8Array.of(opcode, ...body));
        // What could be read can be written: at most spare bits and foreign characters differ.
        if (read !== undefined) encode(everything, read);
      }),
      { numRuns: 5000 },
    );
  });
});

/** The value, or `undefined` after a `DecodeError` that points inside the bytes or at their end. */
function decoded<T>(field: Field<T>, from: Uint8Array): T | undefined {
  try {
    return decode(field, from);
  } catch (error) {
    expect(error).toBeInstanceOf(DecodeError);
    // The cast holds by the line above.
    const { offset } = error as DecodeError;
    expect(offset).toBeGreaterThanOrEqual(0);
    expect(offset).toBeLessThanOrEqual(from.length);
    return undefined;
  }
}
