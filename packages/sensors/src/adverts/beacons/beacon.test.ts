import { encode } from '@bluebell/ble/codec';
import { fromHex, parseAddress, toHex, UsageError } from '@bluebell/ble/core';
import { Advert, adStructures } from '@bluebell/ble/radio';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { advertOf, adverts, foreign } from '../../vectors/vectors.contract.ts';
import { type Beacon, beaconStructure, identifyBeacon } from './beacon.ts';

/** AD structures and what they say. */
const BEACONS: readonly (readonly [string, Beacon])[] = [
  [
    '1aff4c000215 e2c56db5dffb48d2b060d0f5a71096e0 0064 0000 c5',
    {
      kind: 'iBeacon',
      uuid: 'e2c56db5-dffb-48d2-b060-d0f5a71096e0',
      major: 100,
      minor: 0,
      txPowerDbm: -59,
    },
  ],
  [
    '1516aafe00 e7 0102030405060708090a 0b0c0d0e0f10',
    {
      kind: 'eddystoneUid',
      txPowerDbm: -25,
      namespace: '0102030405060708090a',
      instance: '0b0c0d0e0f10',
    },
  ],
  [
    '1616aafe10 ee 03 7275752e76692f23416a7759414d4666',
    { kind: 'eddystoneUrl', txPowerDbm: -18, url: 'https://ruu.vi/#AjwYAMFf' },
  ],
  [
    '0d16aafe10 00 01 676f6f676c65 00',
    { kind: 'eddystoneUrl', txPowerDbm: 0, url: 'https://www.google.com/' },
  ],
  [
    '1116aafe2000 0bb8 1580 00000010 00000064',
    {
      kind: 'eddystoneTlm',
      telemetry: { kind: 'plain', voltage: 3, temperature: 21.5, advertCount: 16, uptime: 10 },
    },
  ],
  [
    '1116aafe2000 0000 8000 00000010 00000064',
    {
      kind: 'eddystoneTlm',
      telemetry: {
        kind: 'plain',
        voltage: undefined,
        temperature: undefined,
        advertCount: 16,
        uptime: 10,
      },
    },
  ],
  [
    '1516aafe2001 000102030405060708090a0b 0c0d 0e0f',
    {
      kind: 'eddystoneTlm',
      telemetry: {
        kind: 'encrypted',
        sealed: '000102030405060708090a0b',
        salt: '0c0d',
        check: '0e0f',
      },
    },
  ],
  [
    '0d16aafe30 e7 0102030405060708',
    { kind: 'eddystoneEid', txPowerDbm: -25, ephemeralId: '0102030405060708' },
  ],
];

describe('identifyBeacon', () => {
  it.each(BEACONS)('reads %s', (hex, beacon) => {
    expect(identifyBeacon(heard(fromHex(hex)))).toEqual(beacon);
  });

  it.each(BEACONS)('reads nothing of %s cut short', (hex, { kind }) => {
    // A URL may end anywhere behind its scheme; all else is whole or nothing.
    if (kind === 'eddystoneUrl') return;
    const [, ...structure] = fromHex(hex);
    for (let length = 1; length < structure.length; length++) {
      const cut = Uint8Array.of(length, ...structure.slice(0, length));
      expect(identifyBeacon(heard(cut)), toHex(cut)).toBeUndefined();
    }
  });

  it('finds iBeacons, with bytes of their maker’s own behind them too, among other adverts', () => {
    const found = foreign().filter((line) => identifyBeacon(advertOf(line))?.kind === 'iBeacon');
    expect(found.map(({ id }) => id)).toEqual(
      foreign()
        .filter(({ rawAdv }) => rawAdv.includes('ff4c000215'))
        .map(({ id }) => id),
    );
    expect(found.map(({ id }) => id)).toContain('foreign-008');
  });

  it('takes no sensor for a beacon', () => {
    for (const line of adverts()) {
      expect(identifyBeacon(advertOf(line)), line.id).toBeUndefined();
    }
  });

  it.each([
    ['a type of Apple that is no iBeacon', '0aff4c001005441cbd08c5'],
    ['an Eddystone frame that nobody has named', '0516aafe4000'],
    ['telemetry of a version to come', '0616aafe200200'],
    ['a URL scheme that there is not', '0616aafe100004'],
    ['a URL with a space in it', '0716aafe10000020'],
  ])('leaves out %s', (_, hex) => {
    expect(identifyBeacon(heard(fromHex(hex)))).toBeUndefined();
  });

  it('never throws, whatever the bytes are', () => {
    const head = fc.constantFrom([0xff, 0x4c, 0x00, 0x02, 0x15], [0x16, 0xaa, 0xfe]);
    fc.assert(
      fc.property(head, fc.uint8Array({ maxLength: 30 }), (start, tail) => {
        identifyBeacon(heard(Uint8Array.of(start.length + tail.length, ...start, ...tail)));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('beaconStructure', () => {
  it.each(BEACONS)('sends %s', (hex, beacon) => {
    const sent = encode(adStructures, [beaconStructure(beacon)]);
    expect(toHex(sent)).toBe(hex.replaceAll(' ', ''));
  });

  it('refuses a URL that cannot be sent', () => {
    expect(() => urlStructure('ftp://example.org')).toThrow(UsageError);
    expect(() => urlStructure('https://example.org/a b')).toThrow(UsageError);
  });
});

function urlStructure(url: string) {
  return beaconStructure({ kind: 'eddystoneUrl', txPowerDbm: 0, url });
}

function heard(data: Uint8Array): Advert {
  const address = parseAddress('A4:C1:38:00:00:01');
  return new Advert({ address, addressType: 'random', data, timeMs: 0 });
}
