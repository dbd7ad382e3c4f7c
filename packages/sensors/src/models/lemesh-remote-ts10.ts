import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'lemesh.remote.ts10',
  title: 'LeMesh remote control TS10',
  maker: 'LeMesh',
  miBeacon: [0x44fa],
  exposes: ['battery'],
  events: ['button'],
  key: 16,
  isKeyUnproven: true,
  remarks:
    'Known by product id only, from XiaomiGateway3; which number stands for which key is not known.',
  examples: [
    {
      source: 'written from the MiBeacon format, version 5, not encrypted',
      serviceData: { fe95: '5050 fa44 01 01fa4438c1a4 0c56 00 0350 01 5c' },
      gives: { battery: 92, events: [{ source: 'button', type: 'press' }] },
    },
  ],
});
