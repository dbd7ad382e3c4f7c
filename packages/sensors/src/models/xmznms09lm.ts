import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'XMZNMS09LM',
  title: 'Xiaomi face recognition door lock',
  maker: 'Xiaomi',
  miBeacon: [0x1781],
  exposes: ['battery'],
  key: 16,
  isKeyUnproven: true,
  remarks:
    'Known by product id only, from XiaomiGateway3; its reports of the lock itself are not read.',
  examples: [
    {
      source: 'written from the MiBeacon format, version 5, not encrypted',
      serviceData: { fe95: '5050 8117 01 01811738c1a4 0350 01 5c' },
      gives: { battery: 92 },
    },
  ],
});
