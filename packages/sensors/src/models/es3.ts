import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'ES3',
  title: 'Linptech presence sensor ES3',
  maker: 'Linptech',
  miBeacon: [0x50fb],
  exposes: ['occupancy', 'illuminance', 'battery'],
  key: 16,
  remarks: 'Anything but 0 in its state of occupancy counts as somebody.',
  examples: [
    {
      source: 'recorded, published by ble_monitor',
      recorded: true,
      key: 'b26295a7a08fbac306c8706ade7f0fe4',
      serviceData: { fe95: '5859 fb50 da 76c3c738c1a4 aabc4c16 000000 c60c1646' },
      gives: { occupancy: true },
    },
    {
      source: 'written from the MiBeacon format, version 5, not encrypted',
      serviceData: { fe95: '5050 fb50 01 01fb5038c1a4 0548 04 0000c842 0350 01 5c' },
      gives: { illuminance: 100, battery: 92 },
    },
  ],
});
