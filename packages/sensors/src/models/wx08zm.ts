import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'WX08ZM',
  title: 'Mijia mosquito repellent',
  maker: 'Xiaomi',
  miBeacon: [0x040a],
  exposes: ['powerOn', 'consumable', 'battery'],
  key: 'none',
  remarks: 'Tells how much of the mat is left.',
  examples: [
    {
      source: 'written from the MiBeacon format, version 2, not encrypted',
      serviceData: { fe95: '5020 0a04 01 010a0438c1a4 1210 01 01 1310 01 50' },
      gives: { powerOn: true, consumable: 80 },
    },
    {
      source: 'written from the MiBeacon format, version 2, not encrypted',
      serviceData: { fe95: '5020 0a04 02 010a0438c1a4 0a10 01 5c' },
      gives: { battery: 92 },
    },
  ],
});
