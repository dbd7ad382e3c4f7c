import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'M2456B1',
  title: 'Xiaomi Smart Band 10, NFC and special editions',
  maker: 'Xiaomi',
  miBeacon: [0x59fb, 0x59fc, 0x6188],
  exposes: ['chargingState', 'asleep', 'wearing'],
  key: 16,
  remarks: 'Tells whether it is worn and charged, and whether its wearer sleeps.',
  examples: [
    {
      source: 'recorded, published by xiaomi-ble',
      recorded: true,
      address: '04:34:C3:75:6F:6D',
      key: '05eecf799ee981b3b73664e114b9373b',
      serviceData: { fe95: '4859 fc59 bf 1c9fd59b 020000 084a4740' },
      gives: { wearing: false },
    },
    {
      source: 'recorded, published by xiaomi-ble',
      recorded: true,
      address: '04:34:C3:75:6F:6D',
      key: '05eecf799ee981b3b73664e114b9373b',
      serviceData: { fe95: '4859 fc59 da 28bc61b4 020000 d935d001' },
      gives: { asleep: false },
    },
    {
      source: 'written from the MiBeacon format, version 5, not encrypted',
      serviceData: { fe95: '5050 fb59 01 01fb5938c1a4 2254 01 00' },
      gives: { chargingState: 'charging' },
    },
  ],
});
