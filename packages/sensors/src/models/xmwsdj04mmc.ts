import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'XMWSDJ04MMC',
  title: 'Xiaomi thermo-hygrometer, e-ink',
  maker: 'Xiaomi',
  miBeacon: [0x1203],
  exposes: ['temperature', 'humidity', 'battery'],
  key: 16,
  remarks: 'Tells temperature and humidity as floats.',
  examples: [
    {
      source: 'written from the MiBeacon format, version 5, not encrypted',
      serviceData: { fe95: '5050 0312 01 01031238c1a4 014c 04 0000ac41 0348 01 5c' },
      gives: { temperature: 21.5, battery: 92 },
    },
    {
      source: 'written from the MiBeacon format, version 5, not encrypted',
      serviceData: { fe95: '5050 0312 02 01031238c1a4 084c 04 00003842' },
      gives: { humidity: 46 },
    },
  ],
});
