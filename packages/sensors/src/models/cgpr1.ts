import { unexplained } from '../adverts/mibeacon/object.ts';
import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'CGPR1',
  title: 'Qingping motion and light sensor',
  maker: 'Qingping',
  miBeacon: [0x0a83],
  qingping: [0x12],
  exposes: ['motion', 'illuminance', 'noMotionTime', 'light', 'battery'],
  key: 16,
  objects: [
    // Once an hour it holds a running number in place of the battery, and nothing tells the two apart.
    unexplained(0x100a, 'battery or running number'),
  ],
  remarks: "The battery is known from Qingping's own format only: here it is a running number.",
  examples: [
    {
      source: 'published in the tests of xiaomi-ble, made there',
      serviceData: { fe95: '5040 830a 01 83000a38c1a4 0f00 03 640000' },
      gives: { motion: true, illuminance: 100 },
    },
    {
      source: 'recorded, published by ble_monitor, in the format of Qingping',
      recorded: true,
      serviceData: { fdcd: '08 12 005e60342d58 02 01 64 0f 01 1c 09 04 8b090000' },
      gives: { battery: 100, illuminance: 2443 },
    },
    {
      source: 'written from the MiBeacon format, version 5, not encrypted',
      serviceData: { fe95: '5050 830a 01 01830a38c1a4 1710 04 78000000 1810 01 01' },
      gives: { noMotionTime: 120, motion: false, light: true },
    },
  ],
});
