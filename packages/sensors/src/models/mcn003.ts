import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'MCN003',
  title: 'Xiaomi safe box',
  maker: 'Xiaomi',
  miBeacon: [0x2fc5],
  exposes: ['battery'],
  key: 16,
  isKeyUnproven: true,
  remarks:
    'Known by product id only, from XiaomiGateway3; its reports of the lock itself are not read.',
  examples: [
    {
      source: 'written from the MiBeacon format, version 5, not encrypted',
      serviceData: { fe95: '5050 c52f 01 01c52f38c1a4 0350 01 5c' },
      gives: { battery: 92 },
    },
  ],
});
