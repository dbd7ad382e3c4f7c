import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'lumi.lock.mcn009',
  title: 'Xiaomi door lock E20 with camera',
  maker: 'Xiaomi',
  miBeacon: [0x3341],
  exposes: ['battery'],
  key: 16,
  isKeyUnproven: true,
  remarks:
    'Known by product id only, from XiaomiGateway3; its reports of the lock itself are not read.',
  examples: [
    {
      source: 'written from the MiBeacon format, version 5, not encrypted',
      serviceData: { fe95: '5050 4133 01 01413338c1a4 0350 01 5c' },
      gives: { battery: 92 },
    },
  ],
});
