import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'shuse.flood.ss40',
  title: 'Shuse water leak sensor SS40',
  maker: 'Shuse',
  miBeacon: [0x76c4],
  exposes: ['waterLeak', 'battery'],
  key: 16,
  isKeyUnproven: true,
  remarks: 'Known by product id only, from XiaomiGateway3.',
  examples: [
    {
      source: 'written from the MiBeacon format, version 5, not encrypted',
      serviceData: { fe95: '5050 c476 01 01c47638c1a4 0648 01 01 034c 01 5c' },
      gives: { waterLeak: true, battery: 92 },
    },
  ],
});
