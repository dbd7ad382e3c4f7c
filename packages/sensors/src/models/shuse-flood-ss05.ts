import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'shuse.flood.ss05',
  title: 'Shuse water leak sensor',
  maker: 'Shuse',
  miBeacon: [0x4c4d, 0x6b61],
  exposes: ['waterLeak', 'battery'],
  key: 16,
  isKeyUnproven: true,
  remarks: 'Known by product id only, from XiaomiGateway3, the Pro too.',
  examples: [
    {
      source: 'written from the MiBeacon format, version 5, not encrypted',
      serviceData: { fe95: '5050 4d4c 01 014d4c38c1a4 0648 01 01 034c 01 5c' },
      gives: { waterLeak: true, battery: 92 },
    },
  ],
});
