import { describe, expect, it } from 'vitest';
import { decode, encode } from '../codec/index.ts';
import { DecodeError, fromHex, toHex, UsageError } from '../core/index.ts';
import { informationData, uuid, uuid16, uuid128 } from './uuid.ts';

const UART = '6e400003-b5a3-f393-e0a9-e50e24dcca9e';
const UART_HEX = '9ecadc240ee5a9e093f3a3b50300406e';
const BATTERY_LONG_HEX = 'fb349b5f80000080001000000f180000';

describe('uuid', () => {
  it.each([
    ['180f', '0f18'],
    [UART, UART_HEX],
    ['0001fe95', 'fb349b5f800000800010000095fe0100'],
  ])('stands as two bytes or sixteen: %s', (text, hex) => {
    expect(toHex(encode(uuid, text))).toBe(hex);
    expect(decode(uuid, fromHex(hex))).toBe(text);
  });

  it('reads the long form of a short UUID as the short one, so that === compares', () => {
    expect(decode(uuid, fromHex(BATTERY_LONG_HEX))).toBe('180f');
  });

  it.each(['', '0f', '0f1800', '0f180000', UART_HEX.slice(2)])('refuses %j', (hex) => {
    expect(() => decode(uuid, fromHex(hex))).toThrow(DecodeError);
  });
});

describe('uuid16 and uuid128', () => {
  it('write the form they are named for', () => {
    expect(toHex(encode(uuid128, '180f'))).toBe(BATTERY_LONG_HEX);
    expect(() => encode(uuid16, UART)).toThrow(
      new UsageError(`UUID ${UART} where one of 16 bits stands`),
    );
  });
});

describe('informationData', () => {
  it('is written in the long format as soon as one UUID is long (3.4.3.2)', () => {
    const pairs = [
      { handle: 1, uuid: '180f' },
      { handle: 2, uuid: UART },
    ];
    const hex = `020100${BATTERY_LONG_HEX}0200${UART_HEX}`;
    expect(toHex(encode(informationData, pairs))).toBe(hex);
    expect(decode(informationData, fromHex(hex))).toEqual(pairs);
  });

  it.each(['01', '00 0100 0f18', '03 0100 0f18', '02 0100 0f18'])('refuses %s', (hex) => {
    expect(() => decode(informationData, fromHex(hex))).toThrow(DecodeError);
  });
});
