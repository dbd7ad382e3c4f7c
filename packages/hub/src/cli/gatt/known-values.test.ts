import { fromHex } from '@bluebell/ble/core';
import { describe, expect, it } from 'vitest';
import { wordsOfValue } from './known-values.ts';

describe('wordsOfValue', () => {
  it.each([
    ['2a19', '5f', '95 %'],
    ['2a07', 'f4', '-12 dBm'],
    ['2a6e', '6608', '21.5 °C'],
    ['2a6f', '3412', '46.6 %'],
    ['2a6d', 'c0800f00', '101600 Pa'],
    ['2a38', '01', 'chest'],
    ['2a01', '4003', '0x0340'],
    ['2a01', '0000', 'unknown'],
    ['2a04', '1800280000002a00', 'every 30 to 50 ms, latency 0, timeout 420 ms'],
    ['2a50', '02 6d04 19c0 0100', 'USB vendor 0x046d, product 0xc019, version 0x0001'],
    ['2a37', '00 3c', '60 beats/min'],
    ['2a37', '01 2c01', '300 beats/min'],
    ['2a37', '18 3c 0a00 0004 0002', '60 beats/min, 10 kJ, beats after 1000, 500 ms'],
    ['2902', '0000', 'off'],
    ['2902', '0300', 'notifications and indications'],
    ['2a29', '426c7565', '"Blue"'],
  ])('reads %s %s as %s', (uuid, hex, words) => {
    expect(wordsOfValue(uuid, fromHex(hex))).toBe(words);
  });

  it.each([
    ['one that is too short', '2a6e', '66'],
    ['one that is too long', '2a19', '5f00'],
    ['one that is empty', '2a19', ''],
    ['one of nobody', 'ffff', '01'],
    ['one with a name of JavaScript', 'constructor', '01'],
  ])('says nothing of %s', (_, uuid, hex) => {
    expect(wordsOfValue(uuid, fromHex(hex))).toBeUndefined();
  });
});
