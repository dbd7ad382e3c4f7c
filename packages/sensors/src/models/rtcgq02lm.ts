import { motionWithBrightness } from '../adverts/mibeacon/objects/motion.ts';
import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'RTCGQ02LM',
  title: 'Mijia motion sensor 2',
  maker: 'Xiaomi',
  miBeacon: [0x0a8d],
  exposes: ['motion', 'light', 'noMotionTime', 'battery'],
  events: ['button'],
  key: 16,
  objects: [motionWithBrightness],
  remarks: 'Tells bright or dark where others send lux.',
  examples: [
    {
      source: 'recorded, published by xiaomi-ble',
      recorded: true,
      key: '4960bb9f8711b4ffd7df1756d11427ae',
      serviceData: { fe95: '5859 8d0a 8c 778e203cc218 5a273628ec32 060000 c4264015' },
      gives: { motion: true, light: true },
    },
    {
      source: 'written from the MiBeacon format, version 5, not encrypted',
      serviceData: { fe95: '5050 8d0a 01 018d0a38c1a4 1b10 04 78000000 0a10 01 5c' },
      gives: { noMotionTime: 120, motion: false, battery: 92 },
    },
  ],
});
