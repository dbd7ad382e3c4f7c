import { Reader } from '@bluebell/ble/codec';
import { fromHex } from '@bluebell/ble/core';
import { describe, expect, it } from 'vitest';
import type { MiBeaconObject } from '../object.ts';
import { Collector, readObject } from '../object-walk.ts';
import {
  K9B_PRESSES,
  keyedButton,
  keysUpTo,
  numberedKeys,
  ownEvent,
  SERVICE_3,
} from './buttons.ts';

describe('keys of products', () => {
  const TWO_KEYS = keyedButton(
    { 0: 'button_left', 1: 'button_right', 2: 'button_left+button_right' },
    K9B_PRESSES,
  );

  it('are told apart by the first byte of the button object', () => {
    expect(read(TWO_KEYS, '010001')?.events).toEqual([
      { source: 'button_right', type: 'long_press' },
    ]);
  });

  it('that are pressed together give an event each', () => {
    expect(read(TWO_KEYS, '020000')?.events).toEqual([
      { source: 'button_left', type: 'press' },
      { source: 'button_right', type: 'press' },
    ]);
  });

  it('that the product does not have give nothing', () => {
    expect(read(TWO_KEYS, '030000')).toBeUndefined();
  });

  it('are told apart by number in objects for each kind of press', () => {
    const [, double] = numberedKeys(SERVICE_3, keysUpTo(4));
    expect(double?.id).toBe(0x4e0d);
    expect(double && read(double, '04')?.events).toEqual([
      { source: 'button_4', type: 'double_press' },
    ]);
  });

  it('may be turns that share the numbers of keys', () => {
    const [row] = numberedKeys({ press: 0x560c }, { 5: 'dimmer rotate_left' });
    expect(row && read(row, '05')?.events).toEqual([{ source: 'dimmer', type: 'rotate_left' }]);
  });
});

describe('ownEvent', () => {
  it.each(['', '01'])('means one thing, also with value "%s"', (hex) => {
    expect(read(ownEvent(0x4e0c, 'dimmer', 'rotate_right'), hex)?.events).toEqual([
      { source: 'dimmer', type: 'rotate_right' },
    ]);
  });
});

/** What a value says; `undefined` when it does not fit its object. */
function read(row: MiBeaconObject, hex: string) {
  const collector = new Collector();
  return readObject(row, new Reader(fromHex(hex)), collector) ? collector.found : undefined;
}
