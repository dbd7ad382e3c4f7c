import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'MJTZC01YM',
  title: 'Xiaomi body composition scale S400',
  maker: 'Xiaomi',
  miBeacon: [0x30d9, 0x3bd5, 0x48cf],
  exposes: ['mass', 'impedanceLow', 'impedanceHigh', 'heartRate', 'profileId'],
  key: 16,
  remarks: 'Weight, pulse and the two impedances come in several frames.',
  examples: [
    {
      source: 'recorded, published by xiaomi-ble',
      recorded: true,
      address: '04:AE:47:67:C6:7C',
      key: '02d2900363ef629c736a4549677acbee',
      serviceData: { fe95: '4859 d53b 71 530438b5894b242c209908da 000000 479ecda3' },
      gives: { profileId: 1, mass: 74.7 },
    },
    {
      source: 'written from the MiBeacon format, version 5, not encrypted',
      serviceData: { fe95: '5050 d930 01 01d93038c1a4 166e 09 01eba2204e00f15365' },
      gives: { profileId: 1, mass: 74.7, heartRate: 70, impedanceLow: 500 },
    },
  ],
});
