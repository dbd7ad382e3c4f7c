import { describe, expect, it } from 'vitest';
import { serviceAdvert } from '../../air.contract.ts';
import { miBeacon, NOON, TasmotaHome } from './tasmota-home.contract.ts';

const THERMOMETER = 'A4:C1:38:A1:B2:C3';
const KNOB = 'F8:24:41:0A:0B:0C';
const NIGHT_LIGHT = '50:EC:50:01:02:03';
const DOOR = 'E4:AA:EC:01:02:03';
const LEAK = '54:EF:44:01:02:03';
const FLOWER = 'C4:7C:8D:01:02:03';
const REMOTE = 'F8:24:41:01:02:03';

/** Temperature and humidity together, in tenths. */
const CLIMATE = (counter: number, hex = '0d10 04 d600 e301') =>
  miBeacon(0x055b, counter, hex, { from: THERMOMETER, rssiDbm: -61 });

/** 21.40 °C, 48.30 %, 87 %: what pvvx's firmware sends from the same address. */
const PVVX = (counter: number) =>
  serviceAdvert(0x181a, `c3b2a138c1a4 5c08 de12 a00b 57 ${hex8(counter)} 04`, {
    from: THERMOMETER,
    rssiDbm: -61,
  });

const MOTION = (counter: number) =>
  miBeacon(0x07f6, counter, '0f00 03 070000', { from: NIGHT_LIGHT, rssiDbm: -66 });

describe('the examples of the behaviour that is imitated', () => {
  it('a thermo-hygrometer, all that is known of it', async () => {
    await using home = new TasmotaHome();
    home.setOption(2, true);
    await home.hear(CLIMATE(1), PVVX(2));
    expect(home.realTime.at(-1)).toBe(
      `{"Time":"${NOON}","LYWSD03-a1b2c3":{"Temperature":21.4,"Humidity":48.3,"DewPoint":10.0,"Battery":87,"RSSI":-61,"MAC":"A4C138A1B2C3"},"TempUnit":"C"}`,
    );
  });

  it('a knob that is turned to the left', async () => {
    await using home = new TasmotaHome();
    await home.hear(miBeacon(0x03b6, 1, '0110 03 00fe04', { from: KNOB, rssiDbm: -70 }));
    expect(home.realTime).toEqual([
      `{"Time":"${NOON}","YLKG08-0a0b0c":{"Dimmer":-2,"RSSI":-70,"MAC":"F824410A0B0C"}}`,
    ]);
  });

  it('a night light that saw its twelfth motion', async () => {
    await using home = new TasmotaHome();
    const battery = miBeacon(0x07f6, 1, '0a10 01 5e', { from: NIGHT_LIGHT });
    await home.hear(battery, ...Array.from({ length: 12 }, (_, at) => MOTION(at + 2)));
    expect(home.realTime).toHaveLength(12);
    expect(home.realTime.at(-1)).toBe(
      `{"Time":"${NOON}","MJYD2S-010203":{"Illuminance":7,"Motion":1,"Events":12,"Battery":94,"RSSI":-66,"MAC":"50EC50010203"}}`,
    );
  });
});

describe('Telemetry in real time', () => {
  it('waits with values, and sends events at once with what waited of the same sensor', async () => {
    await using home = new TasmotaHome();
    await home.hear(miBeacon(0x07f6, 1, '0a10 01 5e', { from: NIGHT_LIGHT }), CLIMATE(1));
    expect(home.realTime).toEqual([]);
    await home.hear(MOTION(2));
    expect(sensorsIn(home.realTime)).toEqual([['MJYD2S-010203']]);
  });

  it('takes others along where that is wanted (tasmota.flushAll)', async () => {
    await using home = new TasmotaHome({ flushAll: true });
    await home.hear(CLIMATE(1), MOTION(1), MOTION(2));
    expect(sensorsIn(home.realTime)).toEqual([
      ['LYWSD03-a1b2c3', 'MJYD2S-010203'],
      ['MJYD2S-010203'],
    ]);
    home.sink.flushesAll = false;
    await home.hear(CLIMATE(3), MOTION(3));
    expect(sensorsIn(home.realTime).at(-1)).toEqual(['MJYD2S-010203']);
  });

  it('bridges every packet that holds something with option 2, and no copy of it', async () => {
    await using home = new TasmotaHome();
    home.setOption(2, true);
    await home.hear(CLIMATE(1), CLIMATE(1), CLIMATE(2), miBeacon(0x055b, 3, ''));
    expect(home.realTime).toHaveLength(2);
  });

  it('tells with option 0 off only what came since the last message', async () => {
    await using home = new TasmotaHome();
    home.setOption(0, false);
    home.setOption(2, true);
    await home.hear(
      miBeacon(0x0387, 1, '0d10 04 d600 e301', { from: THERMOMETER }),
      miBeacon(0x0387, 2, '0410 02 d700', { from: THERMOMETER }),
      miBeacon(0x0387, 3, '0610 02 e401', { from: THERMOMETER }),
    );
    expect(membersIn(home.realTime)).toEqual([
      'Temperature Humidity DewPoint RSSI MAC',
      'Temperature RSSI MAC',
      'Humidity RSSI MAC',
    ]);
  });

  it('leaves out a battery that is known to be made up, and one of 0', async () => {
    await using home = new TasmotaHome();
    home.setOption(2, true);
    await home.hear(
      miBeacon(0x055b, 1, '0a10 01 64'),
      miBeacon(0x0098, 1, '0a10 01 00', { from: FLOWER }),
    );
    expect(membersIn(home.realTime)).toEqual(['RSSI MAC', 'RSSI MAC']);
  });

  it('names the members of a plant sensor in their order', async () => {
    await using home = new TasmotaHome();
    home.setOption(2, true);
    const from = FLOWER;
    await home.hear(
      miBeacon(0x0098, 1, '0910 02 5702', { from }),
      miBeacon(0x0098, 2, '0810 01 1e', { from }),
      miBeacon(0x0098, 3, '0710 03 f32600', { from }),
      miBeacon(0x0098, 4, '0410 02 c400', { from }),
    );
    expect(home.realTime.at(-1)).toBe(
      `{"Time":"${NOON}","Flora-010203":{"Temperature":19.6,"Illuminance":9971,"Moisture":30,"Fertility":599,"RSSI":-60,"MAC":"C47C8D010203"},"TempUnit":"C"}`,
    );
  });

  it.each([
    ['0110 03 000000', 'Button0', 1],
    ['0110 03 030001', 'Button3', 2],
    ['0110 03 050002', 'Button5', 3],
  ])('numbers the keys of a remote and the kinds of presses: %s', async (object, key, kind) => {
    await using home = new TasmotaHome();
    await home.hear(miBeacon(0x0153, 1, object, { from: REMOTE }));
    expect(membersOf(home.realTime[0])).toEqual({ [key]: kind, RSSI: -60, MAC: 'F82441010203' });
  });

  it.each([
    ['0110 03 000304', { Dimmer: 3 }],
    ['0110 03 ff0004', { Dimmer_P: -1 }],
    ['0110 03 020004', { Dimmer_P: 2 }],
    ['0110 03 000203', { Button0: 2 }],
    ['0110 03 010503', { Hold: 5 }],
  ])('tells turns, presses and holds of a knob apart: %s', async (object, expected) => {
    await using home = new TasmotaHome();
    await home.hear(miBeacon(0x03b6, 1, object, { from: KNOB }));
    expect(membersOf(home.realTime[0])).toMatchObject(expected);
  });

  it('takes the length of a press that has an id of its own for the button', async () => {
    await using home = new TasmotaHome();
    await home.hear(miBeacon(0x07bf, 1, '0d4e 01 00', { from: REMOTE }));
    expect(membersOf(home.realTime[0])).toMatchObject({ Button1: 2 });
  });

  it('says 1 of an open door and 0 of a closed one, and counts what the door did', async () => {
    await using home = new TasmotaHome();
    await home.hear(
      miBeacon(0x098b, 1, '1910 01 00', { from: DOOR }),
      miBeacon(0x098b, 2, '1910 01 01', { from: DOOR }),
      miBeacon(0x098b, 3, '0a10 01 50', { from: DOOR }),
      miBeacon(0x098b, 4, '1910 01 02', { from: DOOR }),
    );
    expect(home.realTime.map(membersOf)).toEqual([
      { Door: 1, Events: 1, RSSI: -60, MAC: 'E4AAEC010203' },
      { Door: 0, Events: 2, RSSI: -60, MAC: 'E4AAEC010203' },
      { Door: 1, Events: 3, Battery: 80, RSSI: -60, MAC: 'E4AAEC010203' },
    ]);
  });

  it('tells of water at once, and of its end, and does not sound the alarm again with a battery', async () => {
    await using home = new TasmotaHome();
    const from = LEAK;
    await home.hear(
      miBeacon(0x0863, 1, '1410 01 00', { from }),
      miBeacon(0x0863, 2, '1410 01 01', { from }),
      miBeacon(0x0863, 3, '1410 01 00', { from }),
    );
    home.setOption(2, true);
    await home.hear(miBeacon(0x0863, 4, '0a10 01 50', { from }));
    expect(home.realTime.map((json) => membersOf(json).Leak)).toEqual([1, 0, undefined]);
  });

  it('tells for how long nothing moved, and takes light without motion for its end', async () => {
    await using home = new TasmotaHome();
    const from = NIGHT_LIGHT;
    await home.hear(MOTION(1), miBeacon(0x07f6, 2, '1710 04 78000000', { from }));
    home.setOption(2, true);
    await home.hear(miBeacon(0x07f6, 3, '0710 03 010000', { from }));
    expect(home.realTime.slice(1).map(membersOf)).toEqual([
      { Illuminance: 7, NMT: 120, RSSI: -60, MAC: '50EC50010203' },
      { Illuminance: 1, Motion: 0, RSSI: -60, MAC: '50EC50010203' },
    ]);
  });

  it('gives a dew point for every sensor that tells temperature and humidity', async () => {
    await using home = new TasmotaHome();
    home.setOption(2, true);
    await home.hear(serviceAdvert(0xfcd2, '40 0001 02 2409 03 d011', { from: THERMOMETER }));
    expect(home.realTime).toEqual([
      `{"Time":"${NOON}","BTHOME-a1b2c3":{"Temperature":23.4,"Humidity":45.6,"DewPoint":11.0,"RSSI":-60,"MAC":"A4C138A1B2C3"},"TempUnit":"C"}`,
    ]);
  });
});

describe('Telemetry at the tele period', () => {
  it('tells everything in the order of the list, and counts it as told', async () => {
    await using home = new TasmotaHome();
    await home.hear(CLIMATE(1), PVVX(2), MOTION(1));
    await home.clock.advance(10_000);
    const [state, sensors] = home.tele;
    expect(state).toContain('"UptimeSec":924');
    expect(sensors).toBe(
      `{"Time":"2025-01-10T12:00:10","LYWSD03-a1b2c3":{"Temperature":21.4,"Humidity":48.3,"DewPoint":10.0,"Battery":87,"RSSI":-61,"Time":${HEARD_S},"MAC":"A4C138A1B2C3"},` +
        `"MJYD2S-010203":{"Illuminance":7,"Events":1,"RSSI":-66,"Time":${HEARD_S},"MAC":"50EC50010203"},"TempUnit":"C"}`,
    );
    home.setOption(0, false);
    home.setOption(2, true);
    await home.hear(miBeacon(0x055b, 5, '0410 02 d700'));
    expect(membersIn(home.realTime.slice(-1))).toEqual(['Temperature RSSI MAC']);
  });

  it('comes every TelePeriod, first soon after the start', async () => {
    await using home = new TasmotaHome({ settings: { telePeriodS: 60 } });
    await home.hear(CLIMATE(1));
    await home.clock.advance(130_000);
    expect(home.tele.map((json) => JSON.parse(json).Time)).toEqual(
      ['10', '10', '70', '70', '130', '130'].map((s) => timeAfter(Number(s))),
    );
  });

  it('does not come with TelePeriod 0, until it is set again', async () => {
    await using home = new TasmotaHome({ settings: { telePeriodS: 0 } });
    await home.hear(CLIMATE(1));
    await home.clock.advance(1_000_000);
    expect(home.tele).toEqual([]);
    home.settings.change({ telePeriodS: 10 });
    await home.clock.advance(10_000);
    expect(home.tele).toHaveLength(2);
  });

  it('holds no sensors with option 1, and then no SENSOR is published', async () => {
    await using home = new TasmotaHome();
    home.setOption(1, true);
    await home.hear(CLIMATE(1));
    await home.clock.advance(10_000);
    expect(home.tele).toHaveLength(1);
    expect(home.sink.sensorJson()).toBe('{"Time":"2025-01-10T12:00:10"}');
  });

  it('holds no sensors while SetOption115 is off, at once as at the tele period', async () => {
    await using home = new TasmotaHome();
    home.setOption(2, true);
    home.settings.change({ isBluetoothOn: false });
    await home.hear(CLIMATE(1));
    expect(home.realTime).toEqual([]);
    expect(home.sink.sensorJson()).not.toContain('LYWSD03');
    home.settings.change({ isBluetoothOn: true });
    expect(home.sink.sensorJson()).toContain('LYWSD03');
  });

  it('writes as many digits as TempRes and HumRes say, and degrees of Fahrenheit if asked', async () => {
    await using home = new TasmotaHome({ settings: { tempRes: 2, humRes: 0 } });
    await home.hear(CLIMATE(1));
    expect(home.sink.sensorJson()).toContain('"Temperature":21.40,"Humidity":48,"DewPoint":10.01,');
    home.settings.change({ isFahrenheit: true, tempRes: 1 });
    expect(home.sink.sensorJson()).toMatch(
      /"Temperature":70.5,"Humidity":48,"DewPoint":50.0,.*"TempUnit":"F"}$/,
    );
  });

  it('tells of a sensor that was never heard with a signal of 0', async () => {
    const address = 0xa4c138a1b2c3;
    await using home = new TasmotaHome({ mi32: { entries: [{ address, pid: 0x055b }] } });
    expect(home.sink.sensorJson()).toBe(
      `{"Time":"${NOON}","LYWSD03-a1b2c3":{"RSSI":0,"Time":0,"MAC":"A4C138A1B2C3"}}`,
    );
  });

  it('stays valid JSON whatever users call their sensors, and keeps them apart', async () => {
    await using home = new TasmotaHome();
    await home.hear(CLIMATE(1), MOTION(1));
    home.hub.mi32?.list.setName(0, 'a "quoted" \\ name');
    home.hub.mi32?.list.setName(1, 'a "quoted" \\ name');
    const document = JSON.parse(home.sink.sensorJson());
    expect(Object.keys(document)).toEqual([
      'Time',
      'a "quoted" \\ name',
      'a "quoted" \\ name-50EC50010203',
      'TempUnit',
    ]);
  });
});

/** When adverts of tests are heard, in seconds as Tasmota counts them. */
const HEARD_S = Math.floor(
  (Date.UTC(2026, 0, 2, 3, 4, 5) -
    new Date(Date.UTC(2026, 0, 2, 3, 4, 5)).getTimezoneOffset() * 60_000) /
    1_000,
);

function timeAfter(seconds: number): string {
  const minutes = String(Math.floor(seconds / 60)).padStart(2, '0');
  return `2025-01-10T12:${minutes}:${String(seconds % 60).padStart(2, '0')}`;
}

function hex8(value: number): string {
  return value.toString(16).padStart(2, '0');
}

/** The names of the sensors in each message. */
function sensorsIn(messages: readonly string[]): readonly string[][] {
  return messages.map((json) =>
    Object.keys(JSON.parse(json)).filter((name) => name !== 'Time' && name !== 'TempUnit'),
  );
}

/** The members of the only sensor of a message. */
function membersOf(json: string | undefined): Record<string, unknown> {
  const members = Object.values(JSON.parse(json ?? '{}')).find((part) => typeof part === 'object');
  // The cast holds: a sensor is an object.
  return (members ?? {}) as Record<string, unknown>;
}

function membersIn(messages: readonly string[]): readonly string[] {
  return messages.map((json) => Object.keys(membersOf(json)).join(' '));
}
