import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'HHCCJCY01',
  title: 'Flower Care plant sensor (MiFlora)',
  maker: 'HHCC',
  miBeacon: [0x0098],
  tasmota: { name: 'Flora', pid: 0x0098, feat: 242 },
  exposes: ['temperature', 'moisture', 'conductivity', 'illuminance'],
  key: 'none',
  remarks: 'One value a frame; the battery is not in the adverts, but can be read over GATT.',
  examples: [
    {
      source: 'recorded, published by ble_monitor',
      recorded: true,
      serviceData: { fe95: '7120 9800 12 f34f6b8d7cc4 0d 0410 02 c400' },
      gives: { temperature: 19.6 },
    },
    {
      source: 'recorded, published by Theengs decoder',
      recorded: true,
      serviceData: { fe95: '7120 9800 57 63b6658d7cc4 0d 0810 01 1e' },
      gives: { moisture: 30 },
    },
    {
      source: 'recorded, published by Theengs decoder',
      recorded: true,
      serviceData: { fe95: '7120 9800 4a 63b6658d7cc4 0d 0710 03 f32600' },
      gives: { illuminance: 9971 },
    },
    {
      source: 'recorded, published by xiaomi-ble',
      recorded: true,
      serviceData: { fe95: '7120 9800 68 7a3e6a8d7cc4 0d 0910 02 5702' },
      gives: { conductivity: 599 },
    },
  ],
});
