import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'SU001-T',
  title: 'Odour eliminator SU001-T',
  maker: 'Xiaomi',
  miBeacon: [0x0de7],
  exposes: ['batteryLow', 'battery', 'powerOn'],
  key: 16,
  isKeyUnproven: true,
  remarks: 'Known by few of the objects that it sends.',
  examples: [
    {
      source: 'written from the MiBeacon format, version 5, not encrypted',
      serviceData: { fe95: '5050 e70d 01 01e70d38c1a4 014e 01 01 0a10 01 5c' },
      gives: { batteryLow: true, battery: 92 },
    },
    {
      source: 'written from the MiBeacon format, version 5, not encrypted',
      serviceData: { fe95: '5050 e70d 02 01e70d38c1a4 1210 01 01' },
      gives: { powerOn: true },
    },
  ],
});
