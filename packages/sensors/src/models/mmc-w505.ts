import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'MMC-W505',
  title: 'Miaomiaoce body thermometer',
  maker: 'Miaomiaoce',
  miBeacon: [0x0391],
  exposes: ['temperature'],
  key: 'none',
  remarks: 'Sends a stray byte behind its one object.',
  examples: [
    {
      source: 'recorded, published by ble_monitor',
      recorded: true,
      serviceData: { fe95: '7022 9103 0f dbab531824d0 09 0a00 02 750d 07' },
      gives: { temperature: 34.45 },
    },
  ],
});
