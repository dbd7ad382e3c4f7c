import { brightness, motionWithBrightness } from '../adverts/mibeacon/objects/motion.ts';
import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'MJYD02YL',
  title: 'Mijia night light 2',
  maker: 'Xiaomi',
  miBeacon: [0x07f6],
  tasmota: { name: 'MJYD2S', pid: 0x07f6, feat: 912 },
  exposes: ['motion', 'light', 'noMotionTime', 'battery'],
  key: 16,
  objects: [motionWithBrightness, brightness],
  remarks: 'Tells bright or dark where others send lux; some of its frames leave out the address.',
  examples: [
    {
      source: 'recorded, published by ESPHome',
      recorded: true,
      key: '71a555023f95d5a62dbdbab3ca6bc91d',
      serviceData: { fe95: '5859 f607 33 0232cd50ec50 c7a4161f707f 630000 8df94523' },
      gives: { light: false },
    },
    {
      source: 'published in the tests of Home Assistant, made there',
      serviceData: { fe95: '5020 f607 da 219335342d58 0f00 03 010000' },
      gives: { motion: true, light: false },
    },
    {
      source: 'written from the MiBeacon format, version 5, encrypted',
      address: '50:EC:50:63:BA:C3',
      key: '67b38cfe9f784f2a58782c97a4aab36b',
      serviceData: { fe95: '4851 f607 24 c11dbe9a5bb078 010200 ecad015e' },
      gives: { noMotionTime: 300, motion: false },
    },
    {
      source: 'written from the MiBeacon format, version 5, encrypted',
      key: '67b38cfe9f784f2a58782c97a4aab36b',
      serviceData: { fe95: '5851 f607 26 c3ba6350ec50 cb81c913 010200 1b611e97' },
      gives: { battery: 95 },
    },
  ],
});
