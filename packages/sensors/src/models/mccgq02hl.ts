import { brightness } from '../adverts/mibeacon/objects/motion.ts';
import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'MCCGQ02HL',
  title: 'Mijia door and window sensor 2',
  maker: 'Xiaomi',
  miBeacon: [0x098b],
  tasmota: { name: 'MCCGQ02', pid: 0x098b, feat: 4224 },
  exposes: ['opening', 'doorLeftOpen', 'light', 'battery'],
  key: 16,
  objects: [brightness],
  remarks: 'The battery is told about once a day.',
  examples: [
    {
      source: 'written from the MiBeacon format, version 5, encrypted',
      key: '2ec8aea29655c19692f53172a89e2bac',
      serviceData: { fe95: '5858 8b09 68 9b85dcecaae4 4d55e042 020000 0cc7f4f2' },
      gives: { light: false },
    },
    {
      source: 'written from the MiBeacon format, version 5, encrypted',
      key: '2ec8aea29655c19692f53172a89e2bac',
      serviceData: { fe95: '5858 8b09 65 9b85dcecaae4 d3aefd15 020000 d8171a2f' },
      gives: { opening: false, doorLeftOpen: false },
    },
    {
      source: 'written from the MiBeacon format, version 5, encrypted',
      key: '2ec8aea29655c19692f53172a89e2bac',
      serviceData: { fe95: '5858 8b09 6a 9b85dcecaae4 70e06292 020000 66dfa25a' },
      gives: { battery: 100 },
    },
    {
      source: 'written from the MiBeacon format, version 5, not encrypted',
      serviceData: { fe95: '5050 8b09 01 018b0938c1a4 1910 01 02' },
      gives: { opening: true, doorLeftOpen: true },
    },
  ],
});
