import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'MJTZC03YM',
  title: 'Xiaomi body composition scale S400 Pro',
  maker: 'Xiaomi',
  miBeacon: [0x4b05],
  exposes: ['mass', 'impedanceLow', 'impedanceHigh', 'heartRate', 'profileId'],
  key: 16,
  remarks: 'Weight, pulse and the two impedances come in several frames.',
  examples: [
    {
      source: 'written from the MiBeacon format, version 5, not encrypted',
      serviceData: { fe95: '5050 054b 01 01054b38c1a4 166e 09 01eba2204e00f15365' },
      gives: { profileId: 1, mass: 74.7, heartRate: 70, impedanceLow: 500 },
    },
  ],
});
