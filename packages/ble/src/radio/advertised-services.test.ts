import { describe, expect, it } from 'vitest';
import { fromHex } from '../core/index.ts';
import { serviceUuidsOf } from './advertised-services.ts';

describe('serviceUuidsOf', () => {
  it.each([
    ['lists of two bytes', '05 03 0d18 0f18', ['180d', '180f']],
    ['a list that is not whole', '03 02 0f18', ['180f']],
    ['lists of four bytes', '05 05 0f180000', ['180f']],
    [
      'lists of sixteen bytes',
      '11 07 9ecadc240ee5a9e093f3a3b50100406e',
      ['6e400001-b5a3-f393-e0a9-e50e24dcca9e'],
    ],
    ['service data, its UUID alone', '05 16 95fe 3058', ['fe95']],
    ['both at once, each once', '03 03 95fe 05 16 95fe 3058', ['fe95']],
    ['nothing else', '02 01 06 03 08 4142', []],
    ['nothing that is cut short', '04 03 0d18 0f', ['180d']],
    ['an empty list', '01 03', []],
  ])('finds %s (Supplement, Part A, 1.1 and 1.11)', (_, hex, uuids) => {
    expect(serviceUuidsOf(fromHex(hex.replaceAll(' ', '')))).toEqual(uuids);
  });
});
