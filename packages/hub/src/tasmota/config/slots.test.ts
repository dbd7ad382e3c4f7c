import { fromHex, parseAddress } from '@bluebell/ble/core';
import { describe, expect, it } from 'vitest';
import { KITCHEN, serviceAdvert, thermometer } from '../../air.contract.ts';
import { mi32Hub } from '../mi32-hub.contract.ts';
import { Feature } from './feature.ts';
import { forgetfulMi32State } from './mi32-state.ts';

const KEY = '00112233445566778899AABBCCDDEEFF';
const SENSOR = { MAC: 'A4C138A1B2C3', PID: '055b', key: KEY };
const PHONE = {
  MAC: 'AABBCCDDEEFF',
  PID: '0000',
  key: 'EC0234A357C8AD05341010A60A397D9B',
  name: 'phone',
  feat: 16384,
};
/** As the driver writes it. */
const FILE = `${JSON.stringify([SENSOR, PHONE])}\0`;

/** A Mijia thermo-hygrometer, 0x01aa, says 21.5 °C and 46.3 %. */
const MIJIA = serviceAdvert(0xfe95, '5020aa0107010000 38c1a40d1004d700cf01', {
  from: 'A4:C1:38:00:00:01',
});
/** A product that nobody has named, 0x7fff, says 21.5 °C. */
const UNNAMED = serviceAdvert(0xfe95, '5020ff7f07020000 38c1a404100 2d700'.replaceAll(' ', ''), {
  from: 'A4:C1:38:00:00:02',
});

describe('Slots', () => {
  it('saves a file as it was read, byte for byte', async () => {
    const { mi32, saved, warnings } = await mi32Hub({ mi32cfg: FILE });
    expect(warnings).toEqual([]);
    expect(await mi32.list.save()).toBe('saved');
    expect(saved).toEqual([FILE]);
  });

  it('writes nothing while there is no sensor', async () => {
    const { mi32, saved } = await mi32Hub();
    expect(await mi32.list.save()).toBe('empty');
    expect(saved).toEqual([]);
  });

  it('never writes before it is told to, whatever is heard or set', async () => {
    const { mi32, saved, hear } = await mi32Hub();
    await hear(MIJIA);
    mi32.list.setName(0, 'hall');
    mi32.list.setKey(parseAddress(KITCHEN), fromHex(KEY));
    expect(saved).toEqual([]);
  });

  it('has sensors in the order of the file, then of first sight', async () => {
    const { mi32, hear } = await mi32Hub({ mi32cfg: [PHONE, SENSOR] });
    mi32.options.set(3, true);
    await hear(UNNAMED, MIJIA, thermometer({ from: 'A4:C1:38:00:00:03', celsius: 20 }));
    expect([...mi32.list].map(({ index, mac, pid }) => [index, mac, pid])).toEqual([
      [0, 'AABBCCDDEEFF', 0],
      [1, 'A4C138A1B2C3', 0x055b],
      [2, 'A4C138000002', 0x7fff],
      [3, 'A4C138000001', 0x01aa],
      [4, 'A4C138000003', 0xb770],
    ]);
  });

  it('names sensors as Tasmota does: type, MI_ and product id, BLE_ and slot; with suffix in messages', async () => {
    const { mi32, hear } = await mi32Hub({ mi32cfg: [SENSOR, { MAC: PHONE.MAC, PID: '0000' }] });
    mi32.options.set(3, true);
    await hear(UNNAMED);
    expect([...mi32.list].map(({ name, key }) => [name, key])).toEqual([
      ['LYWSD03', 'LYWSD03-a1b2c3'],
      ['BLE_01', 'BLE_01-ddeeff'],
      ['MI_7FFF', 'MI_7FFF-000002'],
    ]);
  });

  it('uses a name of the user as it is, without suffix, and takes it back', async () => {
    const { mi32, saved } = await mi32Hub({ mi32cfg: [SENSOR] });
    expect(mi32.list.setName(0, 'my "hall"')).toMatchObject({
      name: 'my "hall"',
      key: 'my "hall"',
    });
    await mi32.list.save();
    expect(saved[0]).toBe(
      `[{"MAC":"A4C138A1B2C3","PID":"055b","key":"${KEY}","name":"my \\"hall\\"","feat":142}]\0`,
    );
    expect(mi32.list.setName(0, '')).toMatchObject({ name: 'LYWSD03', key: 'LYWSD03-a1b2c3' });
    expect(mi32.list.setName(1, 'nobody')).toBeUndefined();
  });

  it('saves 63 characters of a name, as Tasmota does', async () => {
    const { mi32, saved } = await mi32Hub({ mi32cfg: [SENSOR] });
    mi32.list.setName(0, 'x'.repeat(100));
    await mi32.list.save();
    expect(saved[0]).toContain(`"name":"${'x'.repeat(63)}","feat":142`);
  });

  it('cuts no character in two', async () => {
    const { mi32, saved } = await mi32Hub({ mi32cfg: [SENSOR] });
    mi32.list.setName(0, `x${'😀'.repeat(63)}`);
    await mi32.list.save();
    expect(saved[0]).toContain(`"name":"x${'😀'.repeat(62)}","feat":142`);
  });

  it('names BTHome sensors by what they advertise, and keeps what they report', async () => {
    const { mi32, saved, hear } = await mi32Hub();
    await hear(thermometer({ celsius: 20, packet: 1 }));
    expect(mi32.list.at(0)).toMatchObject({ name: 'BTHOME', feat: Feature.temperature });
    await mi32.list.save();
    await hear(thermometer({ celsius: 21, packet: 2, localName: 'oven', atMs: 5000 }));
    expect(mi32.list.at(0)).toMatchObject({ name: 'oven', key: 'oven', override: 'oven' });
    await mi32.list.save();
    expect(saved).toEqual([
      '[{"MAC":"A4C138000001","PID":"b770","key":"","feat":2}]\0',
      '[{"MAC":"A4C138000001","PID":"b770","key":"","name":"oven","feat":2}]\0',
    ]);
  });

  it('learns what unknown types report, and that a sensor encrypts', async () => {
    const { mi32, hear } = await mi32Hub();
    const secret = { celsius: 20, key: KEY, from: 'A4:C1:38:00:00:09' };
    await hear(UNNAMED, thermometer(secret));
    expect(mi32.list.at(0)?.feat).toBe(Feature.temperature);
    expect(mi32.list.at(1)).toMatchObject({ feat: Feature.needsKey, keyStatus: 'missing' });
  });

  it('uses a key for the very next frame, and never gives it back', async () => {
    const { hub, mi32, hear } = await mi32Hub();
    const from = 'A4:C1:38:00:00:09';
    await hear(thermometer({ celsius: 20, key: KEY, from }));
    expect(mi32.list.setKey(parseAddress(from), fromHex(KEY))).toBe('set');
    expect(mi32.list.at(0)?.keyStatus).toBe('known');
    await hear(thermometer({ celsius: 21, key: KEY, from, counter: 1001, atMs: 5000 }));
    expect(hub.devices[0]?.values).toEqual({ temperature: 21 });
    expect(JSON.stringify([...mi32.list])).not.toMatch(/445566/);
  });

  it('says that a key is wrong after two frames that it does not open, until another is set', async () => {
    const { mi32, hear } = await mi32Hub();
    const from = 'A4:C1:38:00:00:09';
    const address = parseAddress(from);
    mi32.list.setKey(address, fromHex('F'.repeat(32)));
    for (const counter of [1, 2]) {
      await hear(thermometer({ celsius: 20, key: KEY, from, counter, atMs: counter * 5000 }));
    }
    expect(mi32.list.of(address)?.keyStatus).toBe('wrong');
    mi32.list.setKey(address, fromHex(KEY));
    expect(mi32.list.of(address)?.keyStatus).toBe('known');
  });

  it('takes a sensor out of the list that gave way to another', async () => {
    const { mi32, hear } = await mi32Hub({ yaml: 'limits: { devices: 1 }' });
    await hear(UNNAMED, MIJIA);
    expect([...mi32.list].map(({ index, mac }) => [index, mac])).toEqual([[0, 'A4C138000001']]);
    expect(mi32.list.of(0xa4c138000002)).toBeUndefined();
  });

  it('keeps a key for a sensor that was never heard, and lets that sensor in', async () => {
    const memory = forgetfulMi32State();
    const first = await mi32Hub({ mi32cfg: [SENSOR], memory });
    const from = 'A4:C1:38:00:00:09';
    expect(first.mi32.list.setKey(parseAddress(from), fromHex(KEY))).toBe('kept');
    await first.mi32.list.save();

    const { hub, mi32, saved, hear } = await mi32Hub({ mi32cfg: [SENSOR], memory });
    await hear(thermometer({ celsius: 20, key: KEY, from }), MIJIA);
    expect(hub.devices).toMatchObject([{ id: 'A4C138000009', values: { temperature: 20 } }]);
    await mi32.list.save();
    expect(saved[0]).toContain(`{"MAC":"A4C138000009","PID":"b770","key":"${KEY}","feat":3}`);
    expect(memory.content.keys).toEqual([]);
  });

  it('keeps keys and names until mi32cfg holds them, over those that it holds', async () => {
    const memory = forgetfulMi32State();
    const old = { ...SENSOR, key: 'F'.repeat(32), name: 'old' };
    const first = await mi32Hub({ mi32cfg: [old], memory });
    first.mi32.list.setKey(parseAddress(SENSOR.MAC), fromHex(KEY));
    first.mi32.list.setName(0, 'attic');

    const second = await mi32Hub({ mi32cfg: [old], memory });
    expect(second.mi32.list.at(0)).toMatchObject({ name: 'attic', keyStatus: 'known' });
    await second.mi32.list.save();
    expect(second.saved[0]).toContain(`"key":"${KEY}","name":"attic"`);
    expect(memory.content).toMatchObject({ keys: [], names: [] });
  });

  it('remembers that a name was taken back', async () => {
    const memory = forgetfulMi32State();
    const first = await mi32Hub({ mi32cfg: [{ ...SENSOR, name: 'old' }], memory });
    first.mi32.list.setName(0, '');
    const second = await mi32Hub({ mi32cfg: [{ ...SENSOR, name: 'old' }], memory });
    expect(second.mi32.list.at(0)?.override).toBeUndefined();
  });

  it('turns away keys of strangers without end', async () => {
    const { mi32 } = await mi32Hub();
    const outcomes = Array.from({ length: 1001 }, (_, i) =>
      mi32.list.setKey(0xa4c138000000 + i, fromHex(KEY)),
    );
    expect([outcomes.at(999), outcomes.at(1000)]).toEqual(['kept', 'full']);
  });

  it('writes keys of 12 bytes with the 4 that Tasmota puts into them', async () => {
    const dimmer = { MAC: 'F824410A0B0C', PID: '03b6', key: '' };
    const { mi32, saved } = await mi32Hub({ mi32cfg: [dimmer] });
    mi32.list.setKey(0xf824410a0b0c, fromHex('00112233445566778899aabb'));
    await mi32.list.save();
    expect(saved[0]).toContain('"key":"0011223344558D3D3C9766778899AABB"');
  });

  it('lets the configuration win over the file, and saves what holds', async () => {
    const yaml = `devices:\n  A4C138A1B2C3: { name: cellar, key: ${KEY.toLowerCase()} }\n`;
    const file = [{ ...SENSOR, key: 'F'.repeat(32), name: 'old' }];
    const { mi32, saved } = await mi32Hub({ yaml, mi32cfg: file });
    await mi32.list.save();
    expect(saved[0]).toBe(`[${JSON.stringify({ ...SENSOR, name: 'cellar', feat: 142 })}]\0`);
  });

  it('uses the rest of a mutilated file, and names what it does not use', async () => {
    const text = `[${JSON.stringify(SENSOR)},{"MAC":"A4C1","PID":"055b"},${JSON.stringify(PHONE)}`;
    const { mi32, warnings } = await mi32Hub({ mi32cfg: text });
    expect([...mi32.list].map(({ mac }) => mac)).toEqual([SENSOR.MAC, PHONE.MAC]);
    expect(warnings.map(({ path, message }) => [path, message])).toEqual([
      [
        '',
        "is not whole JSON, perhaps cut short; entries that could be told: 3; line 1, column 211: expected ',' or ']', found the end of the text",
      ],
      ['[1]', 'skipped: MAC must be 12 hex digits'],
    ]);
  });
});
