import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { DecodeError, fromHex, toHex } from '../core/index.ts';
import { rest, sized } from './bytes.ts';
import { decode, encode, type Field } from './field.ts';
import { i16, u8, u16, u48 } from './numbers.ts';
import { scaled } from './scaled.ts';
import { struct } from './struct.ts';

const reading = struct({
  address: u48,
  temperature: scaled(i16, 0.01),
  inner: struct({ battery: u8, voltage: u16 }),
});
const HEX = '010000 38c1a4 39f7 64 b80b';
const VALUE = {
  address: 0xa4c138000001,
  temperature: -22.47,
  inner: { battery: 100, voltage: 3000 },
};

describe('struct', () => {
  it('reads its fields in the order they are declared', () => {
    expect(decode(reading, fromHex(HEX))).toEqual(VALUE);
  });

  it('writes its fields in that order, whatever the order in the value', () => {
    const { inner, temperature, address } = VALUE;
    expect(toHex(encode(reading, { inner, temperature, address }))).toBe(toHex(fromHex(HEX)));
  });

  it.each([
    // Cut to so many bytes, the field that is not whole begins at this one.
    [0, 0],
    [5, 0],
    [6, 6],
    [7, 6],
    [8, 8],
    [9, 9],
    [10, 9],
  ])('says where it breaks when cut to %d bytes: at byte %d', (length, offset) => {
    const cut = fromHex(HEX).subarray(0, length);
    expect(() => decode(reading, cut)).toThrow(expect.objectContaining({ code: 'DECODE', offset }));
  });

  it('refuses bytes left over', () => {
    expect(() => decode(reading, fromHex(`${HEX} 00`))).toThrow(
      new DecodeError('1 bytes left over', 11),
    );
  });

  it('knows its size when all its fields do', () => {
    expect([reading.size, struct({}).size, struct({ u8, data: sized(u8, rest) }).size]).toEqual([
      11,
      0,
      undefined,
    ]);
  });

  it('gives plain objects that have the names in order', () => {
    const value = decode(reading, fromHex(HEX));
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(Object.keys(value)).toEqual(['address', 'temperature', 'inner']);
  });

  it('gives a value of its own each time', () => {
    expect(decode(reading, fromHex(HEX))).not.toBe(decode(reading, fromHex(HEX)));
  });

  it.each([
    ['plain words', { first: u8, second: i16, constructor: u8, class: u8 }],
    ['names that are no plain words', { 'with-dash': u8, _reserved: i16, last: u8 }],
    ['names that could be taken for code', { 'a: 0, b': u8, 'c: r0(from), d': i16 }],
    ['no fields', {}],
  ])('reads the thousandth value as the first: %s', (_, fields) => {
    const field = struct<typeof fields>(fields);
    const bytes = fromHex('01 feff 02 03').subarray(0, field.size);
    const cut = bytes.subarray(0, -1);
    const first = read(field, bytes);
    const firstCut = read(field, cut);
    for (let i = 0; i < 1000; i++) decode(field, bytes);
    expect(read(field, bytes)).toEqual(first);
    expect(read(field, cut)).toEqual(firstCut);
  });

  it('reads the same where code from text is forbidden, as by a Content Security Policy', () => {
    const program = `
      import { decode, struct, u8, u16 } from './src/codec/index.ts';
      try { new Function(''); process.stdout.write('code from text runs; '); } catch {}
      const field = struct({ first: u8, second: u16 });
      const bytes = Uint8Array.of(1, 2, 0);
      for (let i = 0; i < 1000; i++) decode(field, bytes);
      process.stdout.write(JSON.stringify(decode(field, bytes)));
    `;
    const forbidden = ['--disallow-code-generation-from-strings', '--conditions=source'];
    const output = execFileSync(
      process.execPath,
      [...forbidden, '--import', 'tsx', '--input-type=module', '--eval', program],
      { cwd: new URL('../..', import.meta.url), encoding: 'utf8' },
    );
    expect(output).toBe('{"first":1,"second":2}');
  });
});

/** The value with its names in their order, or the error. */
function read<T extends object>(field: Field<T>, bytes: Uint8Array): unknown {
  try {
    return Object.entries(decode(field, bytes));
  } catch (error) {
    return error;
  }
}
