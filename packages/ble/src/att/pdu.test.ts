import { describe, expect, it } from 'vitest';
import { decode, encode } from '../codec/index.ts';
import { DecodeError, fromHex, toHex } from '../core/index.ts';
import { attPdu, opcodeOf } from './pdu.ts';
import { pduOf, vectors } from './vectors/gatt-pdus.contract.ts';

const LINES = vectors.valid.map((line) => [line.name, line.hex, line] as const);

describe('attPdu', () => {
  it('has known answers for all 31 PDUs', () => {
    expect(LINES.length).toBe(79);
    expect(new Set(LINES.map(([name]) => name)).size).toBe(31);
  });

  it.each(LINES)('reads %s %s', (_, hex, line) => {
    const read = decode(attPdu, fromHex(hex));
    expect(read).toEqual(pduOf(line));
    expect(opcodeOf(read)).toBe(line.opcode);
  });

  it.each(LINES)('writes %s %s', (_, hex, line) => {
    expect(toHex(encode(attPdu, pduOf(line)))).toBe(hex);
  });

  it.each(LINES)(
    'reads what is left of %s %s wherever it is cut, or says what is missing',
    (_, hex) => {
      const whole = fromHex(hex);
      for (let length = 0; length < whole.length; length++) {
        const cut = whole.subarray(0, length);
        const read = attempt(() => decode(attPdu, cut));
        if (read instanceof DecodeError) continue;
        expect(toHex(encode(attPdu, read))).toBe(toHex(cut));
      }
    },
  );

  it('reads an opcode that is in no table as unknown, and writes it back', () => {
    const read = decode(attPdu, fromHex('7f0102'));
    expect(read).toEqual({ kind: 'unknown', opcode: 0x7f, parameters: fromHex('0102') });
    expect(opcodeOf(read)).toBe(0x7f);
    expect(toHex(encode(attPdu, read))).toBe('7f0102');
  });
});

/** What the function gives, or the `DecodeError` it throws; any other error fails the test. */
function attempt<T>(decoding: () => T): T | DecodeError {
  try {
    return decoding();
  } catch (error) {
    if (error instanceof DecodeError) return error;
    throw error;
  }
}
