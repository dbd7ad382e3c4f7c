import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'MMC-T201-1',
  title: 'Miaomiaoce baby thermometer',
  maker: 'Miaomiaoce',
  miBeacon: [0x00db],
  exposes: ['temperature', 'skinTemperature', 'pcbTemperature', 'battery'],
  key: 'none',
  remarks:
    'The body temperature is worked out from skin and board temperature; it holds near that of people only.',
  examples: [
    {
      source: 'recorded, published by ble_monitor',
      recorded: true,
      serviceData: { fe95: '7022 db00 6f c16fddf98100 09 0020 05 c60d630d51' },
      gives: { skinTemperature: 35.26, pcbTemperature: 34.27, battery: 81, temperature: 36.872 },
    },
  ],
});
