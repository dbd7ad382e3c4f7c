import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'vchon.sensor_ht.mbs20',
  title: 'RSH thermo-hygrometer MBS20',
  maker: 'RSH',
  miBeacon: [0x7ee9],
  exposes: ['temperature', 'humidity', 'battery'],
  key: 16,
  isKeyUnproven: true,
  remarks: 'Known by product id only, from XiaomiGateway3.',
  examples: [
    {
      source: 'written from the MiBeacon format, version 5, not encrypted',
      serviceData: { fe95: '5050 e97e 01 01e97e38c1a4 0148 04 0000ac41 0248 01 2e' },
      gives: { temperature: 21.5, humidity: 46 },
    },
    {
      source: 'written from the MiBeacon format, version 5, not encrypted',
      serviceData: { fe95: '5050 e97e 02 01e97e38c1a4 034c 01 5c' },
      gives: { battery: 92 },
    },
  ],
});
