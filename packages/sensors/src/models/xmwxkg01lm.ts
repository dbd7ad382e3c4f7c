import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'XMWXKG01LM',
  title: 'Xiaomi wireless switch',
  maker: 'Xiaomi',
  miBeacon: [0x2387],
  exposes: ['battery'],
  events: ['button'],
  key: 16,
  remarks: 'Tells press, double press and long press, each in an empty object.',
  examples: [
    {
      source: 'recorded, published by ble_monitor',
      recorded: true,
      key: 'c533a5ab361b0a24de4d21d1d9a3d8a1',
      serviceData: { fe95: '5859 8723 03 0d692a3cc218 258824 090000 a360b8a1' },
      gives: { events: [{ source: 'button', type: 'long_press' }] },
    },
    {
      source: 'recorded, published by xiaomi-ble',
      recorded: true,
      key: '7202a2d4201bbf82ea5bb3705657c32a',
      serviceData: { fe95: '5859 8723 35 0537243cc218 d67794 020000 cb2de309' },
      gives: { events: [{ source: 'button', type: 'press' }] },
    },
    {
      source: 'written from the MiBeacon format, version 5, not encrypted',
      serviceData: { fe95: '5050 8723 01 01872338c1a4 0348 01 5c' },
      gives: { battery: 92 },
    },
  ],
});
