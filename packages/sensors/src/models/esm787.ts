import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'ESM787',
  title: 'Yanmi thermo-hygrometer',
  maker: 'Yanmi',
  miBeacon: [0x78db],
  exposes: ['temperature', 'humidity', 'battery'],
  key: 16,
  remarks: 'Sends temperature and humidity together.',
  examples: [
    {
      source: 'recorded, published by xiaomi-ble',
      recorded: true,
      serviceData: { fe95: '5059 db78 0d f4f80238c1a4 0d10 04 eb00e701' },
      gives: { temperature: 23.5, humidity: 48.7 },
    },
    {
      source: 'written from the MiBeacon format, version 5, not encrypted',
      serviceData: { fe95: '5050 db78 01 01db7838c1a4 0a10 01 5c' },
      gives: { battery: 92 },
    },
  ],
});
