import { describe, expect, it } from 'vitest';
import { DecodeError, fromHex, toHex, UsageError } from '../core/index.ts';
import { rest } from './bytes.ts';
import { decode, encode, type Infer } from './field.ts';
import { u8, u16 } from './numbers.ts';
import { pdu, pduTable } from './pdu.ts';

const table = pduTable(
  u8,
  pdu('readRequest', 0x0a, { handle: u16 }),
  pdu('readResponse', 0x0b, { value: rest }),
  pdu('confirmation', 0x1e, {}),
);

const SAMPLES: readonly (readonly [hex: string, value: Infer<typeof table>])[] = [
  ['0a 0300', { kind: 'readRequest', handle: 3 }],
  ['0b beef', { kind: 'readResponse', value: fromHex('beef') }],
  ['0b', { kind: 'readResponse', value: fromHex('') }],
  ['1e', { kind: 'confirmation' }],
  ['ff 0102', { kind: 'unknown', opcode: 0xff, parameters: fromHex('0102') }],
  ['ff', { kind: 'unknown', opcode: 0xff, parameters: fromHex('') }],
];

describe('pduTable', () => {
  it.each(SAMPLES)('reads %s', (hex, value) => {
    expect(decode(table, fromHex(hex))).toEqual(value);
  });

  it.each(SAMPLES)('writes %s', (hex, value) => {
    expect(toHex(encode(table, value))).toBe(toHex(fromHex(hex)));
  });

  it.each([
    ['', 0],
    ['0a', 1],
    ['0a 03', 1],
    ['0a 030000', 3],
    ['1e 00', 1],
  ])('refuses %j: it breaks at byte %d', (hex, offset) => {
    expect(() => decode(table, fromHex(hex))).toThrow(
      expect.objectContaining({ code: 'DECODE', offset }),
    );
  });

  it('takes opcodes of more than one byte', () => {
    const wide = pduTable(u16, pdu('reset', 0x0c03, {}));
    expect(decode(wide, fromHex('030c'))).toEqual({ kind: 'reset' });
    expect(() => decode(wide, fromHex('03'))).toThrow(DecodeError);
  });

  it('refuses two PDUs of one opcode or one name', () => {
    const one = pdu('one', 1, {});
    expect(() => pduTable(u8, one, pdu('two', 1, {}))).toThrow(UsageError);
    expect(() => pduTable(u8, one, pdu('one', 2, {}))).toThrow(UsageError);
  });

  it("refuses a PDU called 'unknown', which is the name of those in no table", () => {
    expect(() => pduTable(u8, pdu('unknown', 1, {}))).toThrow(UsageError);
  });
});
