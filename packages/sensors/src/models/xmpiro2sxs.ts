import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'XMPIRO2SXS',
  title: 'Xiaomi motion sensor 2s',
  maker: 'Xiaomi',
  miBeacon: [0x3531],
  exposes: ['motion', 'illuminance', 'noMotionTime', 'battery'],
  key: 16,
  remarks: 'Tells motion with the light level, and later for how long all was quiet.',
  examples: [
    {
      source: 'written from the MiBeacon format, version 5, not encrypted',
      serviceData: { fe95: '5050 3135 01 01313538c1a4 084a 04 00004842 1848 02 7800' },
      gives: { motion: false, illuminance: 50, noMotionTime: 120 },
    },
    {
      source: 'written from the MiBeacon format, version 5, not encrypted',
      serviceData: { fe95: '5050 3135 02 01313538c1a4 0348 01 5c' },
      gives: { battery: 92 },
    },
  ],
});
