import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'XMZNMS01OD',
  title: 'Xiaomi door lock E10',
  maker: 'Xiaomi',
  miBeacon: [0x2809],
  exposes: ['battery'],
  key: 16,
  isKeyUnproven: true,
  remarks:
    'Known by product id only, from XiaomiGateway3; its reports of the lock itself are not read.',
  examples: [
    {
      source: 'written from the MiBeacon format, version 5, not encrypted',
      serviceData: { fe95: '5050 0928 01 01092838c1a4 0354 01 5c' },
      gives: { battery: 92 },
    },
  ],
});
