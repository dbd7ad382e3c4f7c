import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toHex } from '@bluebell/ble/core';
import { describe, expect, it } from 'vitest';
import { KITCHEN, serviceAdvert, stranger, thermometer } from '../../air.contract.ts';
import { mi32Hub } from '../mi32-hub.contract.ts';
import { forgetfulMi32State, openMi32State } from './mi32-state.ts';

const SENSOR = { MAC: 'A4C138A1B2C3', PID: '055b', key: '' };
/** A Mijia thermo-hygrometer, 0x01aa, says 21.5 °C and 46.3 %. */
const mijia = (atMs: number) =>
  serviceAdvert(0xfe95, '5020aa0107010000 38c1a40d1004d700cf01', {
    from: 'A4:C1:38:00:00:01',
    atMs,
  });
const PHONE = { MAC: 'AABBCCDDEEFF', PID: '0000', key: '' };

describe('Mi32Options', () => {
  it('has the values at boot that Tasmota has; without a file, sensors are added', async () => {
    expect(await optionsOf({})).toEqual([true, false, false, true, false, false]);
  });

  it('adds no sensors where the file holds one, and tracks where it holds a phone', async () => {
    expect(await optionsOf({ mi32cfg: [SENSOR] })).toMatchObject({ 3: false, 5: false });
    expect(await optionsOf({ mi32cfg: [PHONE] })).toMatchObject({ 3: false, 5: true });
    expect(await optionsOf({ mi32cfg: [{}] })).toMatchObject({ 3: true, 5: false });
    expect(await optionsOf({ yaml: 'discover: false' })).toMatchObject({ 3: false });
  });

  it('adds sensors by option 3 as the documents say: 1 adds', async () => {
    const { hub, mi32, hear } = await mi32Hub({ mi32cfg: [SENSOR] });
    await hear(thermometer({ celsius: 20, packet: 1 }));
    expect([hub.devices.length, hub.counts.strangersKnown]).toEqual([0, 1]);
    mi32.options.set(3, true);
    await hear(thermometer({ celsius: 20, packet: 2, atMs: 5000 }));
    expect(hub.devices).toMatchObject([{ address: KITCHEN }]);
  });

  it('turns option 3 round by configuration: 0 adds, as in the code of Tasmota', async () => {
    const yaml = 'tasmota: { option3: code }';
    const { hub, mi32, hear } = await mi32Hub({ yaml, mi32cfg: [SENSOR] });
    expect(mi32.options.get(3)).toBe(true);
    mi32.options.set(3, false);
    await hear(thermometer({ celsius: 20 }));
    expect(hub.devices).toHaveLength(1);
    expect(mi32.options.get(3)).toBe(false);
  });

  it('keeps what the user has set, by its meaning', async () => {
    const memory = forgetfulMi32State();
    const { mi32 } = await mi32Hub({ memory });
    mi32.options.set(0, false);
    mi32.options.set(3, false);
    expect(await optionsOf({ memory })).toMatchObject({ 0: false, 3: false });
    expect(await optionsOf({ memory, yaml: 'tasmota: { option3: code }' })).toMatchObject({
      3: true,
    });
  });

  it('takes another default, keeps nothing of it, and leaves what the user has set', async () => {
    const memory = forgetfulMi32State();
    const { mi32 } = await mi32Hub({ memory });
    const told: number[] = [];
    mi32.options.onChange((option) => told.push(option));
    mi32.options.setDefault(3, false);
    mi32.options.setDefault(3, false);
    expect([mi32.options.isOn(3), told, memory.content.options]).toEqual([false, [3], {}]);
    mi32.options.set(3, true);
    mi32.options.setDefault(3, false);
    expect(mi32.options.isOn(3)).toBe(true);
  });

  it('forgets them where they are volatile', async () => {
    const memory = forgetfulMi32State();
    const yaml = 'tasmota: { volatileOptions: true }';
    const { mi32 } = await mi32Hub({ memory, yaml });
    mi32.options.set(2, true);
    expect(mi32.options.get(2)).toBe(true);
    expect(await optionsOf({ memory, yaml })).toMatchObject({ 2: false });
    expect(memory.content.options).toEqual({});
  });

  it('are kept in a file', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'bluebell-mi32-'));
    const memory = await openMi32State({ state: folder });
    const { mi32 } = await mi32Hub({ memory });
    mi32.options.set(2, true);
    await memory.flush();
    expect(await optionsOf({ memory: await openMi32State({ state: folder }) })).toMatchObject({
      2: true,
    });
    await rm(folder, { recursive: true });
  });

  it('says in the log when they cannot be kept, and hold all the same', async () => {
    const state = join(tmpdir(), 'bluebell-no-such-folder');
    const memory = await openMi32State({ state });
    const { mi32, log } = await mi32Hub({ memory });
    mi32.options.set(2, true);
    expect(mi32.options.get(2)).toBe(true);
    await log.until('TASMOTA_STATE');
  });

  it('scans anew where option 4 changes: actively, or no longer', async () => {
    const asked: (boolean | undefined)[] = [];
    const { mi32, clock } = await mi32Hub({ onScan: ({ active }) => asked.push(active) });
    await clock.advance(1);
    mi32.options.set(4, true);
    await clock.advance(1);
    mi32.options.set(4, false);
    await clock.advance(1);
    expect(asked).toEqual([false, true, false]);
  });

  it('tells of changes, and of nothing else', async () => {
    const { mi32 } = await mi32Hub();
    const told: number[] = [];
    mi32.options.onChange((option) => told.push(option));
    mi32.options.set(2, true);
    mi32.options.set(2, true);
    mi32.options.set(0, true);
    expect(told).toEqual([2]);
  });
});

describe('generic tracking', () => {
  const TAG = '3C:2E:F5:00:00:07';

  it('is off at first: strangers are counted, and no more', async () => {
    const { hub, mi32, hear } = await mi32Hub();
    await hear(stranger({ from: TAG }));
    expect([hub.devices, mi32.list.length, hub.counts.strangersKnown]).toEqual([[], 0, 1]);
  });

  it('takes up public addresses by option 5, and tells their adverts as they are', async () => {
    const { hub, mi32, hear } = await mi32Hub();
    const heard: unknown[] = [];
    mi32.list.onPayload((address) => heard.push(mi32.list.of(address)?.device?.rssiDbm));
    mi32.options.set(5, true);
    await hear(stranger({ from: TAG, localName: 'tag', rssiDbm: -70 }));
    expect(hub.devices).toMatchObject([{ kind: 'phone', isHome: true }]);
    expect(mi32.list.at(0)).toMatchObject({
      name: 'tag',
      mac: '3C2EF5000007',
      feat: 16384,
      payload: '06FFFFFF0102030409746167',
    });
    expect(heard).toEqual([-70]);
  });

  it('says that they are away after a silence, and home when they are heard again', async () => {
    const { hub, mi32, hear, clock } = await mi32Hub();
    mi32.options.set(5, true);
    await hear(stranger({ from: TAG }));
    await clock.advance(300_000);
    expect(hub.devices).toMatchObject([{ isHome: false }]);
    await hear(stranger({ from: TAG, atMs: 300_002 }));
    expect(hub.devices).toMatchObject([{ isHome: true }]);
  });

  it('never takes up random addresses, and none at all where nothing is added', async () => {
    const { hub, mi32, hear } = await mi32Hub({ mi32cfg: [PHONE] });
    await hear(stranger({ from: TAG }));
    mi32.options.set(3, true);
    await hear(stranger({ from: 'C3:90:5E:1D:72:B4', addressType: 'random' }));
    await hear(stranger({ from: '70:81:94:0D:FB:AB', addressType: 'random' }));
    expect([hub.devices, mi32.list.length]).toEqual([[], 1]);
  });

  it('takes up no stranger where a phone of the file has turned it on: the user has to', async () => {
    const { hub, mi32, hear } = await mi32Hub({ mi32cfg: [PHONE] });
    mi32.options.set(3, true);
    expect(mi32.options.get(5)).toBe(true);
    await hear(stranger({ from: TAG }));
    expect([hub.devices, mi32.list.length]).toEqual([[], 1]);
    mi32.options.set(5, true);
    await hear(stranger({ from: TAG, atMs: 5000 }));
    expect(mi32.list.length).toBe(2);
  });

  it('is off with phones of the configuration alone, which are told as home and away all the same', async () => {
    const yaml = `phones: { anna: { address: "${TAG}" } }`;
    const { hub, mi32, hear } = await mi32Hub({ yaml });
    expect(mi32.options.get(5)).toBe(false);
    await hear(stranger({ from: TAG }), stranger({ from: '3C:2E:F5:00:00:08' }));
    expect(hub.devices).toMatchObject([{ name: 'anna', isHome: true }]);
    expect(mi32.list.at(0)).toMatchObject({ name: 'anna', payload: undefined });
  });

  it('is bounded', async () => {
    const { hub, mi32, hear } = await mi32Hub({ yaml: 'tasmota: { tracked: 2 }' });
    mi32.options.set(5, true);
    for (const end of ['07', '08', '09']) await hear(stranger({ from: `3C:2E:F5:00:00:${end}` }));
    expect([hub.devices.length, hub.counts.strangersKnown]).toEqual([2, 1]);
    mi32.tracker.limit = 3;
    await hear(stranger({ from: '3C:2E:F5:00:00:09' }));
    expect(hub.devices).toHaveLength(3);
  });

  it('lets go of those that nobody configured as soon as it is off', async () => {
    const { hub, mi32, hear, clock } = await mi32Hub();
    mi32.options.set(5, true);
    await hear(stranger({ from: TAG }));
    mi32.options.set(5, false);
    await clock.advance(200_000);
    await hear(stranger({ from: TAG, atMs: 200_001 }));
    await clock.advance(100_000);
    expect(hub.devices).toMatchObject([{ isHome: false }]);
  });

  it('tells a phone by its identity key, under its identity; a key set later is armed at once', async () => {
    const { hub, mi32, hear } = await mi32Hub({ mi32cfg: [PHONE] });
    await hear(RESOLVABLE);
    expect(hub.devices).toEqual([]);
    mi32.list.setKey(0xaabbccddeeff, new Uint8Array(IRK));
    await hear(RESOLVABLE);
    expect(hub.devices).toMatchObject([{ id: 'AABBCCDDEEFF', isHome: true }]);
    expect(mi32.list.at(0)).toMatchObject({ mac: 'AABBCCDDEEFF', payload: expect.any(String) });
  });
});

describe('files that are read anew', () => {
  it('have a phone tracked from its next advert on, and sensors are added as before', async () => {
    const memory = forgetfulMi32State();
    const later = [{ ...PHONE, key: toHex(Uint8Array.from(IRK)) }];
    const { hub, mi32, hear } = await mi32Hub({ memory, later });
    await hear(RESOLVABLE);
    expect(hub.devices).toEqual([]);
    await mi32.load();
    await hear(RESOLVABLE);
    expect(hub.devices).toMatchObject([{ id: 'AABBCCDDEEFF', isHome: true }]);
    expect(mi32.list.at(0)?.payload).toBeDefined();
    expect([mi32.options.get(5), memory.content.options]).toEqual([true, { 3: true }]);
  });

  it('let in a sensor that they name, where none is added else', async () => {
    const sensor = { MAC: 'A4C138000001', PID: '01aa', name: 'hall' };
    const { mi32, hear } = await mi32Hub({ mi32cfg: [PHONE], later: [PHONE, sensor] });
    await hear(mijia(0));
    expect(mi32.list.length).toBe(1);
    await mi32.load();
    await hear(mijia(10_000));
    expect(mi32.list.at(1)).toMatchObject({
      key: 'hall',
      device: { values: { temperature: 21.5 } },
    });
  });

  it('leave it to the configuration whether sensors are added, where phones stand there alone', async () => {
    const memory = forgetfulMi32State();
    const yaml = `phones: { anna: { irk: ${toHex(Uint8Array.from(IRK))} } }`;
    const { mi32 } = await mi32Hub({ memory, yaml });
    await mi32.load();
    mi32.options.setDefault(3, false);
    expect([mi32.options.isOn(3), memory.content.options]).toEqual([false, {}]);
  });

  it('do not stir who is home, and change nothing where nothing is new', async () => {
    const mi32cfg = [{ ...PHONE, key: toHex(Uint8Array.from(IRK)) }];
    const { hub, mi32, hear, saved } = await mi32Hub({ mi32cfg, later: mi32cfg });
    await hear(RESOLVABLE);
    await mi32.load();
    expect([hub.devices.map(({ isHome }) => isHome), mi32.list.length, saved]).toEqual([
      [true],
      1,
      [],
    ]);
  });
});

const IRK = [
  0xec, 0x02, 0x34, 0xa3, 0x57, 0xc8, 0xad, 0x05, 0x34, 0x10, 0x10, 0xa6, 0x0a, 0x39, 0x7d, 0x9b,
];

/** Under an address that was made with this key: the pair is a check value of the format. */
const RESOLVABLE = stranger({ from: '70:81:94:0D:FB:AA', addressType: 'random' });

async function optionsOf(options: Parameters<typeof mi32Hub>[0]) {
  const { mi32 } = await mi32Hub(options);
  return ([0, 1, 2, 3, 4, 5] as const).map((option) => mi32.options.get(option));
}
