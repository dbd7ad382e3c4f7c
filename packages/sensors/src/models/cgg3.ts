import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'CGG3',
  title: 'Qingping thermo-hygrometer',
  maker: 'Qingping',
  miBeacon: [0x5808],
  qingping: [0x4f],
  exposes: ['temperature', 'humidity', 'battery'],
  key: 16,
  remarks: 'Known by its product id and by what sensors of its kind send.',
  examples: [
    {
      source: 'written from the MiBeacon format, version 5, not encrypted',
      serviceData: { fe95: '5050 0858 01 01085838c1a4 0148 04 0000ac41 0248 01 2e' },
      gives: { temperature: 21.5, humidity: 46 },
    },
    {
      source: 'written from the MiBeacon format, version 5, not encrypted',
      serviceData: { fe95: '5050 0858 02 01085838c1a4 0348 01 5c' },
      gives: { battery: 92 },
    },
  ],
});
