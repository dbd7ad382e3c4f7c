import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'MBS17',
  title: 'Thermo-hygrometer MBS17',
  maker: 'Xiaomi',
  miBeacon: [0x5db1],
  exposes: ['temperature', 'humidity', 'battery'],
  key: 16,
  remarks: 'Known by its product id and by what sensors of its kind send.',
  examples: [
    {
      source: 'written from the MiBeacon format, version 5, not encrypted',
      serviceData: { fe95: '5050 b15d 01 01b15d38c1a4 0148 04 0000ac41 0248 01 2e' },
      gives: { temperature: 21.5, humidity: 46 },
    },
    {
      source: 'written from the MiBeacon format, version 5, not encrypted',
      serviceData: { fe95: '5050 b15d 02 01b15d38c1a4 0348 01 5c' },
      gives: { battery: 92 },
    },
  ],
});
