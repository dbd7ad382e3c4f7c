import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseSavedDevice, type SavedDevice } from './saved-device.ts';

const SAVED: SavedDevice = {
  id: 'A4C138000001',
  kind: 'sensor',
  product: 'LYWSD03MMC',
  family: 'mibeacon',
  values: { temperature: 21.5, light_2: true, triggerFlags: { reed: true } },
  fault: 'missing_key',
  localName: 'LYWSD03MMC',
  isHome: undefined,
  isOnline: true,
  rssiDbm: -60,
  radio: 'hci0',
  lastSeenMs: 1_767_323_045_000,
  dialSum: -3,
  isSettled: true,
  isTriggered: false,
  intervals: [[18, 600_000, 1]],
  counters: { mibeacon: { highest: 4_000_000_000, recent: [[4_000_000_000, 1]] } },
  keyMark: '00112233',
};

describe('parseSavedDevice', () => {
  it('gives back what was saved, after a way through JSON', () => {
    expect(parseSavedDevice(JSON.parse(JSON.stringify(SAVED)))).toEqual(SAVED);
  });

  it.each<[string, Partial<Record<keyof SavedDevice, unknown>>]>([
    ['an id that is none', { id: '../../etc' }],
    ['another kind', { kind: 'robot' }],
    ['a quantity that is none', { values: { constructor: 1 } }],
    [
      'too many values',
      { values: Object.fromEntries(Array.from({ length: 129 }, (_, n) => [`count_${n}`, n])) },
    ],
    ['values in values', { values: { temperature: { celsius: 20 } } }],
    ['a fault that is none', { fault: 'tired' }],
    ['a long text', { radio: 'x'.repeat(2_000) }],
    ['a counter beyond 32 bits', { counters: { mibeacon: { highest: 2 ** 40, recent: [] } } }],
    ['counters of no format', { counters: { zigbee: { recent: [] } } }],
    ['a time before all times', { lastSeenMs: -1 }],
    ['gaps that are none', { intervals: [[99, 1, 1]] }],
  ])('refuses %s', (_, wrong) => {
    expect(parseSavedDevice({ ...SAVED, ...wrong })).toBeUndefined();
  });

  it('never throws, whatever stands in the file', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(...Object.keys(SAVED)), (value, member) => {
        expect(() => parseSavedDevice(value)).not.toThrow();
        expect(() => parseSavedDevice({ ...SAVED, [member]: value })).not.toThrow();
      }),
    );
  });
});
