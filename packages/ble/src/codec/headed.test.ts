import { describe, expect, it } from 'vitest';
import { DecodeError, fromHex, toHex, UsageError } from '../core/index.ts';
import { rest } from './bytes.ts';
import { bits } from './choices.ts';
import { decode, encode } from './field.ts';
import { headed, headedPduTable } from './headed.ts';
import { u8, u16 } from './numbers.ts';
import { pdu } from './pdu.ts';
import { struct } from './struct.ts';

describe('headed', () => {
  const value = headed(bits(u8, { length: 6, mode: 2 }), 'length', struct({ number: u16 }));

  it('reads header and value as one object', () => {
    expect(decode(value, fromHex('82 3412'))).toEqual({ mode: 2, number: 0x1234 });
  });

  it('writes the length that the value has', () => {
    expect(toHex(encode(value, { mode: 2, number: 0x1234 }))).toBe('823412');
  });

  it('leaves what is behind the value to others', () => {
    const followed = struct({ value, behind: rest });
    expect(decode(followed, fromHex('82 3412 ff')).behind).toEqual(fromHex('ff'));
  });

  it.each(['81 34', '83 341256', '82 34'])('refuses %s, whose length is not right', (hex) => {
    expect(() => decode(value, fromHex(hex))).toThrow(DecodeError);
  });
});

describe('headedPduTable', () => {
  const table = headedPduTable(
    bits(u16, { type: 4, more: 1, _: 3, length: 8 }),
    'type',
    'length',
    pdu('one', 1, { number: u8 }),
    pdu('two', 2, { data: rest }),
  );

  const SAMPLES = [
    ['11 01 aa', { kind: 'one', more: true, number: 0xaa }],
    ['02 02 beef', { kind: 'two', more: false, data: fromHex('beef') }],
    ['13 01 cc', { kind: 'unknown', more: true, opcode: 3, parameters: fromHex('cc') }],
  ] as const;

  it.each(SAMPLES)('reads %s', (hex, value) => {
    expect(decode(table, fromHex(hex))).toEqual(value);
  });

  it.each(SAMPLES)('writes %s', (hex, value) => {
    expect(toHex(encode(table, value))).toBe(toHex(fromHex(hex)));
  });

  it.each(SAMPLES)('refuses %s when it is cut short anywhere', (hex) => {
    const whole = fromHex(hex);
    for (let length = 0; length < whole.length; length++) {
      expect(() => decode(table, whole.subarray(0, length))).toThrow(DecodeError);
    }
  });

  it('refuses to write more bytes than the length can count', () => {
    const narrow = headedPduTable(bits(u8, { type: 4, length: 4 }), 'type', 'length');
    const value = { kind: 'unknown', opcode: 1, parameters: new Uint8Array(16) } as const;
    expect(() => encode(narrow, value)).toThrow(UsageError);
  });

  it('refuses a table in which two PDUs share an opcode', () => {
    const header = bits(u8, { type: 4, length: 4 });
    expect(() =>
      headedPduTable(header, 'type', 'length', pdu('one', 1, {}), pdu('two', 1, {})),
    ).toThrow('share an opcode');
  });
});
