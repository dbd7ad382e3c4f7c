import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'LYWSD02MMC',
  title: 'Mijia thermo-hygrometer and clock, e-ink, 2nd edition',
  maker: 'Xiaomi',
  miBeacon: [0x16e4, 0x2542],
  exposes: ['temperature', 'humidity', 'battery'],
  key: 16,
  remarks:
    'Leaves out its address in the longer frames; some put it into manufacturer data instead.',
  examples: [
    {
      source: 'recorded, published by ble_monitor',
      recorded: true,
      address: 'A4:C1:38:56:53:84',
      key: 'a115210eed7a88e50ad52662e732a9fb',
      serviceData: { fe95: '4858 e416 4f b84db8c2343513 120000 27b496c1' },
      gives: { temperature: 18.7 },
    },
    {
      source: 'recorded, published by ble_monitor',
      recorded: true,
      key: 'a115210eed7a88e50ad52662e732a9fb',
      serviceData: { fe95: '5858 e416 56 84535638c1a4 fdb7a5e1 120000 511952ed' },
      gives: { humidity: 58 },
    },
    {
      source: 'written from the MiBeacon format, version 5, not encrypted',
      serviceData: { fe95: '5050 e416 01 01e41638c1a4 034c 01 5c' },
      gives: { battery: 92 },
    },
  ],
});
