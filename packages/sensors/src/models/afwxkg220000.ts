import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'AFWXKG220000',
  title: 'LineHope Ark Fish wireless switch E2',
  maker: 'LineHope',
  miBeacon: [0x78a3],
  exposes: ['battery'],
  events: ['button'],
  key: 16,
  isKeyUnproven: true,
  remarks:
    'Known by product id only, from XiaomiGateway3; which number stands for which key is not known.',
  examples: [
    {
      source: 'written from the MiBeacon format, version 5, not encrypted',
      serviceData: { fe95: '5050 a378 01 01a37838c1a4 0c56 00 0350 01 5c' },
      gives: { battery: 92, events: [{ source: 'button', type: 'press' }] },
    },
  ],
});
