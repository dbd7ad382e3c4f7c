import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'loock.lock.h01lyk',
  title: 'Xiaomi door lock E30, made by Lockin',
  maker: 'Lockin',
  miBeacon: [0x48c4],
  exposes: ['battery'],
  key: 16,
  isKeyUnproven: true,
  remarks:
    'Known by product id only, from XiaomiGateway3; its reports of the lock itself are not read.',
  examples: [
    {
      source: 'written from the MiBeacon format, version 5, not encrypted',
      serviceData: { fe95: '5050 c448 01 01c44838c1a4 0350 01 5c' },
      gives: { battery: 92 },
    },
  ],
});
