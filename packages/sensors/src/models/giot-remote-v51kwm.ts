import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'giot.remote.v51kwm',
  title: 'GranwinIoT wireless switch V5, 1 key',
  maker: 'GranwinIoT',
  miBeacon: [0x3f3f],
  exposes: [],
  events: ['button'],
  key: 16,
  isKeyUnproven: true,
  remarks: 'Known by product id only, from XiaomiGateway3.',
  examples: [
    {
      source: 'written from the MiBeacon format, version 5, not encrypted',
      serviceData: { fe95: '5050 3f3f 01 013f3f38c1a4 0c4a 01 01' },
      gives: { events: [{ source: 'button', type: 'press' }] },
    },
  ],
});
