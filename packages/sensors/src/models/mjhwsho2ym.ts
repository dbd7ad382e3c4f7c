import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'MJHWSHO2YM',
  title: 'Mi smart kettle Pro',
  maker: 'Xiaomi',
  miBeacon: [0x09e0],
  exposes: ['powerOn', 'temperature'],
  key: 16,
  isKeyUnproven: true,
  remarks: 'Known by product id only, from XiaomiGateway3.',
  examples: [
    {
      source: 'written from the MiBeacon format, version 5, not encrypted',
      serviceData: { fe95: '5050 e009 01 01e00938c1a4 0510 02 0155' },
      gives: { powerOn: true, temperature: 85 },
    },
  ],
});
