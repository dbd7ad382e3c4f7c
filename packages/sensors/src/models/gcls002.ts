import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'GCLS002',
  title: 'VegTrug plant sensor, Grow Care Garden',
  maker: 'HHCC',
  miBeacon: [0x03bc],
  exposes: ['temperature', 'moisture', 'conductivity', 'illuminance'],
  key: 'none',
  remarks: 'The same sensor as Flower Care in a case for the garden.',
  examples: [
    {
      source: 'recorded, published by ble_monitor',
      recorded: true,
      serviceData: { fe95: '7120 bc03 cd 3e596d8d7cc4 0d 0410 02 3c01' },
      gives: { temperature: 31.6 },
    },
    {
      source: 'written from the MiBeacon format, version 2, not encrypted',
      serviceData: { fe95: '5020 bc03 01 01bc0338c1a4 0810 01 28 0910 02 5e01' },
      gives: { moisture: 40, conductivity: 350 },
    },
  ],
});
