import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'XFCL201',
  title: 'Loock door lock V5 Max',
  maker: 'Lockin',
  miBeacon: [0x2695],
  exposes: ['battery'],
  key: 16,
  isKeyUnproven: true,
  remarks:
    'Known by product id only, from XiaomiGateway3; its reports of the lock itself are not read.',
  examples: [
    {
      source: 'written from the MiBeacon format, version 5, not encrypted',
      serviceData: { fe95: '5050 9526 01 01952638c1a4 0350 01 5c' },
      gives: { battery: 92 },
    },
  ],
});
