import { randomKindOf } from '@bluebell/ble/core';
import { AddressResolver, resolves } from '@bluebell/ble/crypto';
import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../state/device-settings.ts';
import { parseConfig } from './load.ts';

const KEY = '00112233445566778899aabbccddeeff';
const OTHER_KEY = 'ffeeddccbbaa99887766554433221100';
const IRK = 'ec0234a357c8ad05341010a60a397d9b';

describe('knownDevices', () => {
  it('gives keys and names of the configuration', async () => {
    const { known } = await load(`devices:
  A4:C1:38:00:00:01: { name: kitchen, key: ${KEY} }
  a4c138000002: { key: ${KEY.slice(8)} }
  a4-c1-38-00-00-03: { ignore: true }
`);
    expect([...known.sensors]).toEqual([0xa4c138000001, 0xa4c138000002]);
    expect([...known.ignored]).toEqual([0xa4c138000003]);
    expect(known.names.get(0xa4c138000001)).toBe('kitchen');
    expect(known.keys.get(0xa4c138000001)?.cipher('unassociated')).toBeDefined();
    expect(known.keys.get(0xa4c138000002)?.cipher('miBeaconLegacy')).toBeDefined();
  });

  it('gives what was set of devices, and where receivers are', async () => {
    const { known } = await load(`devices:
  A4:C1:38:00:00:01: { area: Kitchen, announce: no, offline_after_s: 0, opens: window }
  A4:C1:38:00:00:02: { motion_off_s: 90 }
  A4:C1:38:00:00:03: { name: hall }
phones:
  ben: { address: A4:C1:38:00:00:04, announce: false }
areas:
  tcp:192.0.2.7:9101: Attic
`);
    expect([...known.settings]).toEqual([
      [
        0xa4c138000001,
        {
          area: 'Kitchen',
          isAnnounced: false,
          offlineAfterMs: 0,
          contactClass: 'window',
          motionOffMs: undefined,
        },
      ],
      [0xa4c138000002, { ...DEFAULT_SETTINGS, motionOffMs: 90_000 }],
      [0xa4c138000004, { ...DEFAULT_SETTINGS, isAnnounced: false }],
    ]);
    expect([...known.areas]).toEqual([['tcp:192.0.2.7:9101', 'Attic']]);
  });

  it('keeps a key that cannot work, so that its sensor shows it, and names it with its line', async () => {
    const { known, warnings } = await load(`devices:
  A4:C1:38:00:00:01: { key: ${KEY}00 }
  A4:C1:38:00:00:02: { key: ${KEY.slice(0, 31)}x }
phones:
  anna: { irk: ${IRK.slice(2)} }
  ben: { irk: "${IRK}0", address: A4:C1:38:00:00:03 }
`);
    expect(warnings.map(({ path, source }) => [path, 'line' in source && source.line])).toEqual([
      ['devices.A4:C1:38:00:00:01.key', 2],
      ['devices.A4:C1:38:00:00:02.key', 3],
      ['phones.anna.irk', 5],
      ['phones.ben.irk', 6],
    ]);
    expect(warnings[0]?.message).toContain('has 34 hex digits');
    for (const address of [0xa4c138000001, 0xa4c138000002]) {
      expect(known.keys.get(address)?.cipher('miBeacon')).toBeUndefined();
      expect(known.keys.get(address)).toBeDefined();
    }
    expect(known.phones).toEqual([
      { address: 0xa4c138000003, name: 'ben', irk: undefined, awayAfterS: 300 },
    ]);
  });

  it('knows a phone by its key, under an address made from that', async () => {
    const { known } = await load(`phones:\n  anna: { irk: ${IRK}, away_after_s: 60 }\n`);
    const [phone] = known.phones;
    if (!phone?.irk) throw new Error('the phone has a key');
    expect(phone).toMatchObject({ name: 'anna', awayAfterS: 60 });
    expect(randomKindOf(phone.address)).toBe('resolvable');
    expect(resolves(phone.irk.reveal(), phone.address)).toBe(true);
    expect((await load(`phones:\n  eve: { irk: ${IRK} }\n`)).known.phones[0]?.address).toBe(
      phone.address,
    );
    const resolver = new AddressResolver<string>();
    resolver.add(phone.irk.reveal(), 'anna');
    expect(resolver.resolve(0x7081940dfbaa)).toBe('anna');
  });

  it('lets the configuration win over mi32cfg, and fills in what it leaves open', async () => {
    const { known, warnings } = await load(
      `mi32cfg: old/mi32cfg
devices:
  A4:C1:38:00:00:01: { key: ${KEY} }
  A4:C1:38:00:00:02: { name: hall }
  A4:C1:38:00:00:03: { ignore: true }
phones:
  anna: { irk: ${IRK} }
  ben: { address: A4:C1:38:00:00:05 }
`,
      [
        { MAC: 'A4C138000001', PID: '055b', key: OTHER_KEY.slice(4), name: 'kitchen' },
        { MAC: 'A4C138000002', PID: '055b', key: OTHER_KEY, name: 'cellar' },
        { MAC: 'A4C138000003', PID: '055b' },
        { MAC: 'A4C138000004', PID: '0000', name: 'tag' },
        { MAC: 'A4C138000005', PID: '0000', name: 'not ben' },
        { MAC: 'A4C138000006', PID: '0000', key: IRK, name: 'anna again' },
        { MAC: 'A4C138000007', PID: '045b', name: 'hall' },
        { MAC: 'A4C138', PID: '045b' },
      ],
    );
    expect(known.keys.get(0xa4c138000001)?.cipher('miBeacon')).toBeDefined();
    expect(known.keys.get(0xa4c138000002)?.cipher('miBeacon')).toBeDefined();
    expect(known.names.get(0xa4c138000001)).toBe('kitchen');
    expect(known.names.get(0xa4c138000002)).toBe('hall');
    expect([...known.sensors]).toEqual([0xa4c138000001, 0xa4c138000002, 0xa4c138000007]);
    expect(known.phones.map(({ name }) => name)).toEqual(['anna', 'ben', 'tag']);
    expect(known.names.has(0xa4c138000007)).toBe(false);
    expect(warnings.map(({ path, message }) => `${path} ${message}`)).toEqual([
      expect.stringMatching(/^\[0\] key has 28 hex digits/),
      expect.stringMatching(/^\[7\] skipped: MAC/),
      expect.stringContaining('the name of A4:C1:38:00:00:07 is taken'),
    ]);
    expect(warnings[0]?.source).toEqual({ kind: 'file', file: 'old/mi32cfg' });
  });
});

function load(text: string, mi32cfg?: unknown) {
  const readFile = async () => new TextEncoder().encode(JSON.stringify(mi32cfg));
  return parseConfig(text, 'config.yaml', mi32cfg ? { readFile } : {});
}
