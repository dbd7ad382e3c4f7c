import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'RS1BB(MI)',
  title: 'Linptech leak and rain sensor',
  maker: 'Linptech',
  miBeacon: [0x3f0f],
  exposes: ['waterLeak', 'battery'],
  key: 16,
  remarks: 'Tells wet or dry.',
  examples: [
    {
      source: 'recorded, published by ble_monitor',
      recorded: true,
      key: '33ede53321bc73c790a8daae4581f3d5',
      serviceData: { fe95: '5859 0f3f 4a 674cb938c1a4 d6e57b83 040000 d01e0b4b' },
      gives: { waterLeak: false },
    },
    {
      source: 'written from the MiBeacon format, version 5, not encrypted',
      serviceData: { fe95: '5050 0f3f 01 010f3f38c1a4 034c 01 5c' },
      gives: { battery: 92 },
    },
  ],
});
