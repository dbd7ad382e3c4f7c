import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'loock.lock.r2',
  title: 'Lockin door lock M20 Pro',
  maker: 'Lockin',
  miBeacon: [0x2f97],
  exposes: [],
  key: 16,
  isKeyUnproven: true,
  remarks:
    'Known by product id only, from XiaomiGateway3; its reports of the lock itself are not read.',
  examples: [
    {
      source: 'written from the MiBeacon format, version 5, without objects',
      serviceData: { fe95: '3050 972f 01 01972f38c1a4 08' },
      gives: {},
    },
  ],
});
