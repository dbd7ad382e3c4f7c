import { flag, struct } from '@bluebell/ble/codec';
import { measured } from '../adverts/mibeacon/object.ts';
import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'SJWS02LM',
  title: 'Xiaomi water leak sensor 2',
  maker: 'Xiaomi',
  miBeacon: [0x6375],
  exposes: ['bottomSubmersion', 'topSplash', 'battery'],
  key: 16,
  objects: [measured(0x4806, 'bottom probe', struct({ bottomSubmersion: flag }))],
  remarks: 'Tells water below from water that drips from above.',
  examples: [
    {
      source: 'published in the tests of xiaomi-ble, made there',
      key: '00112233445566778899aabbccddeeff',
      serviceData: { fe95: '5859 7563 01 bc9a78563412 62885187 010000 24c7636a' },
      gives: { topSplash: false },
    },
    {
      source: 'published in the tests of xiaomi-ble, made there',
      key: '00112233445566778899aabbccddeeff',
      serviceData: { fe95: '5859 7563 02 bc9a78563412 502da5ff 020000 ce92536d' },
      gives: { bottomSubmersion: false },
    },
    {
      source: 'written from the MiBeacon format, version 5, not encrypted',
      serviceData: { fe95: '5050 7563 01 01756338c1a4 034c 01 5c' },
      gives: { battery: 92 },
    },
  ],
});
