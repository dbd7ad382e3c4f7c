import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'YLAI003',
  title: 'Yeelight button S1',
  maker: 'Yeelight',
  miBeacon: [0x07bf],
  tasmota: { name: 'YLAI003', pid: 0x07bf, feat: 1024 },
  exposes: ['battery'],
  events: ['button'],
  key: 16,
  remarks: 'Tells press, double press and long press.',
  examples: [
    {
      source: 'published in the tests of xiaomi-ble, made there',
      serviceData: { fe95: '5040 bf07 01 01bf0738c1a4 0110 03 000000' },
      gives: { events: [{ source: 'button', type: 'press' }] },
    },
    {
      source: 'written from the MiBeacon format, version 5, encrypted',
      key: 'cac58b7b32aee19240a594a532e6bc39',
      serviceData: { fe95: '5850 bf07 06 c3fa528d7cc4 dd5af4a2e3b1 000000 42f193b3' },
      gives: { events: [{ source: 'button', type: 'double_press' }] },
    },
    {
      source: 'written from the MiBeacon format, version 5, not encrypted',
      serviceData: { fe95: '5050 bf07 01 01bf0738c1a4 0a10 01 5c' },
      gives: { battery: 92 },
    },
  ],
});
