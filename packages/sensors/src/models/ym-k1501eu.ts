import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'YM-K1501EU',
  title: 'Mi smart kettle, international',
  maker: 'Xiaomi',
  miBeacon: [0x0113],
  exposes: ['powerOn', 'temperature'],
  key: 'none',
  remarks: 'Tells whether it heats or keeps warm, and the temperature of the water.',
  examples: [
    {
      source: 'written from the MiBeacon format, version 2, not encrypted',
      serviceData: { fe95: '5020 1301 01 01130138c1a4 0510 02 0155' },
      gives: { powerOn: true, temperature: 85 },
    },
  ],
});
