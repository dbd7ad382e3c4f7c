import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'PTX-AK1-QMIMC',
  title: 'PTX mesh wireless switch, 1 key',
  maker: 'PTX',
  miBeacon: [0x3910],
  exposes: ['batteryLow'],
  events: ['button'],
  key: 16,
  isKeyUnproven: true,
  remarks: 'Known by product id only, from XiaomiGateway3.',
  examples: [
    {
      source: 'written from the MiBeacon format, version 5, not encrypted',
      serviceData: { fe95: '5050 1039 01 01103938c1a4 0c4a 00 014e 01 01' },
      gives: { batteryLow: true, events: [{ source: 'button', type: 'press' }] },
    },
  ],
});
