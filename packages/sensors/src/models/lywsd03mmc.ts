import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'LYWSD03MMC',
  title: 'Mijia thermo-hygrometer 2',
  maker: 'Xiaomi',
  miBeacon: [0x055b],
  tasmota: { name: 'LYWSD03', pid: 0x055b, feat: 142, hasConstantBattery: true },
  exposes: ['temperature', 'humidity', 'battery'],
  key: 16,
  remarks:
    'One value a frame; the battery of the stock firmware is unreliable, and pvvx firmware can send the same frames plain.',
  examples: [
    {
      source: 'recorded, published by pvvx',
      recorded: true,
      key: '43ca100b38fb9e7299dde3538ed45d68',
      serviceData: { fe95: '5858 5b05 02 ed5e0b38c1a4 7b092df324 020000 2878faac' },
      gives: { humidity: 24.6 },
    },
    {
      source: 'recorded, published by pvvx',
      recorded: true,
      key: '43ca100b38fb9e7299dde3538ed45d68',
      serviceData: { fe95: '5858 5b05 0d ed5e0b38c1a4 c69401d90f 020000 8078f409' },
      gives: { temperature: 26.3 },
    },
    {
      source: 'recorded, published by pvvx',
      recorded: true,
      key: '43ca100b38fb9e7299dde3538ed45d68',
      serviceData: { fe95: '5858 5b05 0c ed5e0b38c1a4 e4f0da76 020000 893216b7' },
      gives: { battery: 100 },
    },
  ],
});
