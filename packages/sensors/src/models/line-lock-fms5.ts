import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'line.lock.fms5',
  title: 'Door lock S5',
  maker: 'LineHope',
  miBeacon: [0x433d],
  exposes: ['battery'],
  key: 16,
  isKeyUnproven: true,
  remarks:
    'Known by product id only, from XiaomiGateway3; its reports of the lock itself are not read.',
  examples: [
    {
      source: 'written from the MiBeacon format, version 5, not encrypted',
      serviceData: { fe95: '5050 3d43 01 013d4338c1a4 0354 01 5c' },
      gives: { battery: 92 },
    },
  ],
});
