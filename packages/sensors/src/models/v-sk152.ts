import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'V-SK152',
  title: 'Viomi smart kettle',
  maker: 'Viomi',
  miBeacon: [0x045c],
  exposes: ['powerOn', 'temperature'],
  key: 'none',
  remarks: 'Tells whether it heats or keeps warm, and the temperature of the water.',
  examples: [
    {
      source: 'written from the MiBeacon format, version 2, not encrypted',
      serviceData: { fe95: '5020 5c04 01 015c0438c1a4 0510 02 0155' },
      gives: { powerOn: true, temperature: 85 },
    },
  ],
});
