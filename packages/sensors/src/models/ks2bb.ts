import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'KS2BB',
  title: 'Linptech thermo-hygrometer with button',
  maker: 'Linptech',
  miBeacon: [0x520b],
  exposes: ['temperature', 'humidity', 'battery'],
  events: ['button'],
  key: 16,
  remarks: 'Tells press, double press and long press, each in an empty object.',
  examples: [
    {
      source: 'recorded, published by xiaomi-ble',
      recorded: true,
      key: '8bdff7d0f70fa7f5c68f42157b5fd65b',
      serviceData: { fe95: '5859 0b52 b4 e6fea138c1a4 308fa8 090000 0de1ebdb' },
      gives: { events: [{ source: 'button', type: 'press' }] },
    },
    {
      source: 'recorded, published by xiaomi-ble',
      recorded: true,
      key: '8bdff7d0f70fa7f5c68f42157b5fd65b',
      serviceData: { fe95: '5859 0b52 6c e6fea138c1a4 43054067 0b0000 4c4445f1' },
      gives: { humidity: 71 },
    },
    {
      source: 'recorded, published by xiaomi-ble',
      recorded: true,
      key: '8bdff7d0f70fa7f5c68f42157b5fd65b',
      serviceData: { fe95: '5859 0b52 b4 e6fea138c1a4 328fa8 090000 856f02bf' },
      gives: { events: [{ source: 'button', type: 'long_press' }] },
    },
    {
      source: 'written from the MiBeacon format, version 5, not encrypted',
      serviceData: { fe95: '5050 0b52 01 010b5238c1a4 0148 04 0000ac41 0350 01 5c' },
      gives: { temperature: 21.5, battery: 92 },
    },
  ],
});
