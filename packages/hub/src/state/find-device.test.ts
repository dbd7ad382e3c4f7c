import { parseAddress, UsageError } from '@bluebell/ble/core';
import { describe, expect, it } from 'vitest';
import { findDevice, type Named } from './find-device.ts';

const KITCHEN = parseAddress('A4:C1:38:00:00:01');
const CELLAR = parseAddress('A4:C1:38:00:00:02');
const ATTIC = parseAddress('A4:C1:38:00:00:03');

const GIVEN: readonly Named[] = [
  [KITCHEN, 'Kitchen climate'],
  [CELLAR, 'Küche'],
  // One device may be named twice: by the configuration, and by the hub.
  [CELLAR, 'Küche'],
];
const ADVERTISED: readonly Named[] = [
  [KITCHEN, 'ATC_000001'],
  [CELLAR, 'LYWSD03MMC'],
  [ATTIC, 'LYWSD03MMC'],
  [ATTIC, 'kitchen climate'],
  // Whoever calls itself by the address of another is not that.
  [ATTIC, 'a4:c1:38:00:00:01'],
];

describe('findDevice', () => {
  it.each<[string, number]>([
    ['Kitchen climate', KITCHEN],
    ['  kitchen   CLIMATE ', KITCHEN],
    ['ku\u0308che', CELLAR],
    ['atc_000001', KITCHEN],
    ['a4c138000003', ATTIC],
    ['A4:C1:38:00:00:01', KITCHEN],
    ['A4-C1-38-00-00-03', ATTIC],
    [' a4:c1:38:00:00:03 ', ATTIC],
  ])('takes %j for a device', (text, address) => {
    expect(findDevice(text, GIVEN, ADVERTISED)).toBe(address);
  });

  it.each<[string, string]>([
    ['LYWSD03MMC', 'say which by its address: A4:C1:38:00:00:02, A4:C1:38:00:00:03'],
    ['kitchen', 'did you mean Kitchen climate?'],
    ['küch', 'did you mean Küche?'],
    ['garage', "'bluebell device list' shows what there is"],
    ['', "'bluebell device list' shows what there is"],
    ['A4:C1:38:00:00', 'it is no address'],
    ['\u001b[2J', String.raw`"\u001b[2J"`],
  ])('does not guess what %j is', (text, hint) => {
    const find = () => findDevice(text, GIVEN, ADVERTISED);
    expect(find).toThrow(UsageError);
    expect(find).toThrow(hint);
  });
});
