import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'XMZNMS03OD',
  title: 'Xiaomi door lock 2 with finger vein sensor',
  maker: 'Xiaomi',
  miBeacon: [0x44c1],
  exposes: ['battery'],
  key: 16,
  isKeyUnproven: true,
  remarks:
    'Known by product id only, from XiaomiGateway3; its reports of the lock itself are not read.',
  examples: [
    {
      source: 'written from the MiBeacon format, version 5, not encrypted',
      serviceData: { fe95: '5050 c144 01 01c14438c1a4 0350 01 5c' },
      gives: { battery: 92 },
    },
  ],
});
