import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'lcrmcr.lock.cb2207',
  title: 'CRMCR glass door lock',
  maker: 'CRMCR',
  miBeacon: [0x2cba],
  exposes: ['battery', 'batteryLow'],
  key: 16,
  isKeyUnproven: true,
  remarks:
    'Known by product id only, from XiaomiGateway3; its reports of the lock itself are not read.',
  examples: [
    {
      source: 'written from the MiBeacon format, version 5, not encrypted',
      serviceData: { fe95: '5050 ba2c 01 01ba2c38c1a4 0354 01 5c 0156 01 01' },
      gives: { battery: 92, batteryLow: true },
    },
  ],
});
