import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'MJTZC02YM',
  title: 'Xiaomi smart scale S200',
  maker: 'Xiaomi',
  miBeacon: [0x45c9, 0x4c04, 0x4dcb],
  exposes: ['mass', 'profileId'],
  key: 16,
  remarks: 'Tells the weight once it is settled.',
  examples: [
    {
      source: 'recorded, published by xiaomi-ble',
      recorded: true,
      address: 'D0:7B:6F:27:D7:29',
      key: '653b1b10e1cb35e4ac5e60fa45f3bf29',
      serviceData: { fe95: '4859 044c 01 9a80a275939010f0abc4fadc 060000 3d29c044' },
      gives: { profileId: 1, mass: 62.25 },
    },
  ],
});
