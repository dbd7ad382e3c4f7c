import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'HS3BB',
  title: 'Linptech motion sensor 3',
  maker: 'Linptech',
  miBeacon: [0x50d4],
  exposes: ['motion', 'illuminance', 'noMotionTime', 'battery'],
  key: 16,
  isKeyUnproven: true,
  remarks: 'Known by product id only, from XiaomiGateway3.',
  examples: [
    {
      source: 'written from the MiBeacon format, version 5, not encrypted',
      serviceData: { fe95: '5050 d450 01 01d45038c1a4 084a 04 00004842 1848 02 7800' },
      gives: { motion: false, illuminance: 50, noMotionTime: 120 },
    },
    {
      source: 'written from the MiBeacon format, version 5, not encrypted',
      serviceData: { fe95: '5050 d450 02 01d45038c1a4 034c 01 5c' },
      gives: { battery: 92 },
    },
  ],
});
