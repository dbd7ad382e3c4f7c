import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'CGP22C',
  title: 'Qingping CO₂, temperature and humidity monitor',
  maker: 'Qingping',
  qingping: [0x33, 0x5d],
  exposes: ['temperature', 'humidity', 'co2', 'battery'],
  key: 'none',
  examples: [
    {
      source: 'recorded, published by ble_monitor',
      recorded: true,
      serviceData: { fdcd: '0a5d c11b86342d58 0104ff00af01 020164 13024702' },
      gives: { temperature: 25.5, humidity: 43.1, co2: 583, battery: 100 },
    },
    {
      source: 'recorded, published by qingping-ble',
      recorded: true,
      serviceData: { fdcd: '8833 6f6c82342d58 0104ee003d01 02015d 13028f02' },
      gives: { temperature: 23.8, humidity: 31.7, co2: 655, battery: 93 },
    },
  ],
});
