import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'M1S-T500',
  title: 'Mijia electric toothbrush T500',
  maker: 'Xiaomi',
  miBeacon: [0x0489],
  exposes: ['toothbrush', 'toothbrushCounter', 'score', 'consumable', 'battery'],
  key: 'none',
  remarks: 'Tells the start and the end of brushing, and how much of the brush head is left.',
  examples: [
    {
      source: 'recorded, published by ble_monitor',
      recorded: true,
      serviceData: { fe95: '7130 8904 37 115b174371e6 09 1000 02 0003' },
      gives: { toothbrush: true, toothbrushCounter: 3 },
    },
    {
      source: 'recorded, its address replaced, published by xiaomi-ble',
      recorded: true,
      serviceData: { fe95: '5020 8904 01 ffeeddccbbaa 0a10 01 3e' },
      gives: { battery: 62 },
    },
    {
      source: 'written from the MiBeacon format, version 2, not encrypted',
      serviceData: { fe95: '5020 8904 01 01890438c1a4 1000 02 015a 1310 01 50' },
      gives: { toothbrush: false, score: 90, consumable: 80 },
    },
  ],
});
