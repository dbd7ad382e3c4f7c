import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'HS1BB(MI)',
  title: 'Linptech motion sensor 2',
  maker: 'Linptech',
  miBeacon: [0x2aeb],
  exposes: ['motion', 'illuminance', 'noMotionTime', 'battery'],
  key: 16,
  remarks: 'Tells motion with the light level, and later for how long all was quiet.',
  examples: [
    {
      source: 'recorded, published by ble_monitor',
      recorded: true,
      key: '7475a4a77584401780ffc3ee62dd353c',
      serviceData: { fe95: '5859 eb2a c1 e98e0538c1a4 0759530f8d 380000 b77a70f8' },
      gives: { noMotionTime: 60, motion: false },
    },
    {
      source: 'recorded, published by ble_monitor',
      recorded: true,
      key: '7475a4a77584401780ffc3ee62dd353c',
      serviceData: { fe95: '5859 eb2a 9e e98e0538c1a4 d07ad3e3 380000 33635d10' },
      gives: { battery: 100 },
    },
    {
      source: 'written from the MiBeacon format, version 5, not encrypted',
      serviceData: { fe95: '5050 eb2a 01 01eb2a38c1a4 084a 04 00004842' },
      gives: { motion: true, illuminance: 50 },
    },
  ],
});
