import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'YM-K1501',
  title: 'Mi smart kettle',
  maker: 'Xiaomi',
  miBeacon: [0x0083],
  exposes: ['powerOn', 'temperature'],
  key: 'none',
  remarks: 'Tells whether it heats or keeps warm, and the temperature of the water.',
  examples: [
    {
      source: 'written from the MiBeacon format, version 2, not encrypted',
      serviceData: { fe95: '5020 8300 01 01830038c1a4 0510 02 0155' },
      gives: { powerOn: true, temperature: 85 },
    },
  ],
});
