import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'xiaomi.lock.b04sv',
  title: 'Xiaomi door lock E30',
  maker: 'Xiaomi',
  miBeacon: [0x47d6],
  exposes: ['battery'],
  key: 16,
  isKeyUnproven: true,
  remarks:
    'Known by product id only, from XiaomiGateway3; its reports of the lock itself are not read.',
  examples: [
    {
      source: 'written from the MiBeacon format, version 5, not encrypted',
      serviceData: { fe95: '5050 d647 01 01d64738c1a4 0350 01 5c' },
      gives: { battery: 92 },
    },
  ],
});
