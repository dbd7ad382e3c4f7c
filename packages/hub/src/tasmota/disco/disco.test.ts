import { describe, expect, it } from 'vitest';
import { faultsOfEntity } from '../../sinks/home-assistant/validate.contract.ts';
import { type HomeOptions, miBeacon, TasmotaHome } from '../mqtt/tasmota-home.contract.ts';
import { Disco, type DiscoMode } from './disco.ts';
import type { DiscoPlace } from './disco-entities.ts';

const PLACE: DiscoPlace = {
  prefix: 'homeassistant',
  topic: 'tasmota_A1B2C3',
  tele: (topic, what) => `tele/${topic}/${what}`,
};

const KNOB = { pid: 0x03b6, from: 'F8:24:41:0A:0B:0C' } as const;

describe('Disco', () => {
  it('announces a thermometer on the topics and with the ids of the script', async () => {
    await using told = await heard([miBeacon(0x055b, 1, '0d10 04 d600 e301')]);
    expect([...told.topics.keys()]).toEqual([
      'homeassistant/sensor/Tasmota_BLE_tasmota_A1B2C3/config',
      'homeassistant/sensor/tasmota-A1B2C3_LYWSD03-a1b2c3_rssi/config',
      'homeassistant/sensor/LYWSD03-a1b2c3_Temperature/config',
      'homeassistant/sensor/LYWSD03-a1b2c3_Humidity/config',
      'homeassistant/sensor/LYWSD03-a1b2c3_DewPoint/config',
      'homeassistant/sensor/LYWSD03-a1b2c3_Battery/config',
    ]);
    expect(told.payload('homeassistant/sensor/LYWSD03-a1b2c3_Temperature/config')).toEqual({
      uniq_id: 'LYWSD03-a1b2c3.Temperature',
      name: 'Temperature LYWSD03-a1b2c3',
      stat_t: 'tele/+/SENSOR',
      dev_cla: 'temperature',
      stat_cla: 'measurement',
      unit_of_meas: '°C',
      val_tpl: '{{ value_json["LYWSD03-a1b2c3"][\'Temperature\'] | is_defined }}',
      dev: {
        ids: ['A4C138A1B2C3'],
        name: 'LYWSD03-a1b2c3',
        mf: 'Xiaomi',
        mdl: 'LYWSD03',
        via_device: 'Tasmota BLE',
        cns: [['mac', 'A4:C1:38:A1:B2:C3']],
      },
    });
  });

  it('keeps the steps of a knob in the range that Home Assistant takes', async () => {
    await using told = await heard([miBeacon(KNOB.pid, 1, '0110 03 000104', KNOB)]);
    const knob = told.payload('homeassistant/number/YLKG08-0a0b0c_Dimmer/config');
    expect(knob).toMatchObject({ uniq_id: 'YLKG08-0a0b0c.Dimmer', min: 0, max: 100, opt: true });
    expect(knob.val_tpl).toContain(`+ this.state | int(0), 0] | max, 100] | min }}`);
  });

  it('announces the presses that a product has, by the numbers of SENSOR', async () => {
    await using told = await heard([miBeacon(0x0153, 1, '0110 03 020000')]);
    const triggers = [...told.topics.keys()].filter((topic) => topic.includes('automation'));
    expect(triggers).toHaveLength(12);
    expect(triggers[0]).toBe('homeassistant/device_automation/YLYK01-a1b2c3_Button0_short/config');
    expect(
      told.payload('homeassistant/device_automation/YLYK01-a1b2c3_Button2_long/config'),
    ).toMatchObject({ type: 'button_long_press', stype: 'button2', pl: '3' });
  });

  it('announces what the script forgot: plants, BTHome, leaks', async () => {
    const plant = { from: 'C4:7C:8D:00:00:01' };
    await using told = await heard([
      miBeacon(0x0098, 1, '0710 03 2c0100', plant),
      miBeacon(0x0863, 1, '1410 01 01', { from: 'E4:AA:EC:00:00:02' }),
    ]);
    const topics = [...told.topics.keys()];
    for (const member of ['Temperature', 'Illuminance', 'Moisture', 'Fertility', 'Battery']) {
      expect(topics).toContain(`homeassistant/sensor/Flora-000001_${member}/config`);
    }
    expect(told.payload('homeassistant/binary_sensor/SJWS01L-000002_Leak/config')).toMatchObject({
      dev_cla: 'moisture',
      pl_on: '1',
      pl_off: '0',
    });
  });

  it('reads a sensor by the name that the user gave it, under the ids that it had', async () => {
    await using told = await heard([miBeacon(0x055b, 1, '0d10 04 d600 e301')], (home) =>
      home.hub.mi32?.list.setName(0, 'Bath "2"\\'),
    );
    const payload = told.payload('homeassistant/sensor/LYWSD03-a1b2c3_Temperature/config');
    expect(payload.uniq_id).toBe('LYWSD03-a1b2c3.Temperature');
    expect(payload.val_tpl).toContain('value_json["Bath \\"2\\"\\\\"]');
  });

  it('says nothing that Home Assistant would not take', async () => {
    const frames = [
      miBeacon(0x055b, 1, '0d10 04 d600 e301'),
      miBeacon(KNOB.pid, 1, '0110 03 000104', KNOB),
      miBeacon(0x0153, 1, '0110 03 020000', { from: 'F8:24:41:00:00:02' }),
      miBeacon(0x0098, 1, '0710 03 2c0100', { from: 'C4:7C:8D:00:00:01' }),
      miBeacon(0x0863, 1, '1410 01 01', { from: 'E4:AA:EC:00:00:02' }),
      miBeacon(0x098b, 1, '1910 01 00', { from: 'E4:AA:EC:00:00:03' }),
      miBeacon(0x07f6, 1, '0f00 03 070000', { from: '50:EC:50:00:00:04' }),
    ];
    await using told = await heard(frames);
    const faults = [...told.topics].flatMap(([topic, payload]) => {
      const [, platform = ''] = topic.split('/');
      return faultsOfEntity(platform, payload).map((fault) => `${topic}: ${fault}`);
    });
    expect(faults).toEqual([]);
    expect(told.topics.size).toBeGreaterThan(40);
  });

  it('leaves what it announced where it only ends, and takes it back where that is not to stay', async () => {
    await using told = await heard([miBeacon(0x055b, 1, '0d10 04 d600 e301')]);
    const announced = new Set(told.topics.keys());
    told.disco.end('kept');
    expect(new Set(told.released)).toEqual(announced);
    expect([...told.topics.values()]).not.toContain('');
    told.disco.end('removed');
    expect(new Set(told.topics.keys())).toEqual(announced);
    expect(new Set(told.topics.values())).toEqual(new Set(['']));
  });

  it('takes everything back on request', async () => {
    await using told = await heard([miBeacon(0x055b, 1, '0d10 04 d600 e301')], undefined, 'remove');
    expect(told.topics.size).toBe(6);
    expect(new Set(told.topics.values())).toEqual(new Set(['']));
  });
});

/** What stands on the broker once these were heard. */
async function heard(
  adverts: readonly ReturnType<typeof miBeacon>[],
  change: (home: TasmotaHome) => void = () => {},
  mode: DiscoMode = 'announce',
) {
  const options: HomeOptions = {};
  const home = new TasmotaHome(options);
  const { mi32 } = home.hub;
  if (!mi32) throw new Error('a Tasmota has a list');
  const topics = new Map<string, string>();
  const released: string[] = [];
  const disco = new Disco({
    mode,
    link: {
      putState: (topic, render) => topics.set(topic, render()),
      releaseState: (topic) => released.push(topic),
    },
    list: mi32.list,
    place: () => PLACE,
  });
  home.hub.addSink(disco);
  home.setOption(2, true);
  await home.hear(...adverts);
  change(home);
  for (const json of [...home.realTime, home.sink.sensorJson()]) disco.heard(json);
  return {
    disco,
    released,
    topics,
    payload: (topic: string): Record<string, unknown> => JSON.parse(topics.get(topic) ?? '{}'),
    [Symbol.asyncDispose]: () => home[Symbol.asyncDispose](),
  };
}
