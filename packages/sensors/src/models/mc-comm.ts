import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'MC-COMM',
  title: 'Door and window sensor MC-COMM',
  maker: 'Xiaomi',
  miBeacon: [0x78d1],
  exposes: ['opening'],
  key: 16,
  remarks: 'Takes 0 for open, as few others do.',
  examples: [
    {
      source: 'written from the MiBeacon format, version 5, not encrypted',
      serviceData: { fe95: '5050 d178 01 01d17838c1a4 0c48 01 00' },
      gives: { opening: true },
    },
  ],
});
