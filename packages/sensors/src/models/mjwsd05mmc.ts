import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'MJWSD05MMC',
  title: 'Mijia thermo-hygrometer 3',
  maker: 'Xiaomi',
  miBeacon: [0x2832, 0x4c47],
  exposes: ['temperature', 'humidity', 'battery'],
  key: 16,
  remarks: 'Tells temperature as a float and humidity in whole percent.',
  examples: [
    {
      source: 'written from the MiBeacon format, version 5, not encrypted',
      serviceData: { fe95: '5050 3228 01 01322838c1a4 014c 04 0000ac41 024c 01 2e' },
      gives: { temperature: 21.5, humidity: 46 },
    },
    {
      source: 'written from the MiBeacon format, version 5, not encrypted',
      serviceData: { fe95: '5050 3228 02 01322838c1a4 034c 01 5c' },
      gives: { battery: 92 },
    },
  ],
});
