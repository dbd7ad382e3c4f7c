import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'M2457B1',
  title: 'Xiaomi Smart Band 10',
  maker: 'Xiaomi',
  miBeacon: [0x59fa],
  exposes: ['chargingState', 'asleep', 'wearing'],
  key: 16,
  remarks: 'Tells whether it is worn and charged, and whether its wearer sleeps.',
  examples: [
    {
      source: 'written from the MiBeacon format, version 5, not encrypted',
      serviceData: { fe95: '5050 fa59 01 01fa5938c1a4 2254 01 00 1058 01 00' },
      gives: { chargingState: 'charging', asleep: true },
    },
    {
      source: 'written from the MiBeacon format, version 5, not encrypted',
      serviceData: { fe95: '5050 fa59 02 01fa5938c1a4 6164 01 00' },
      gives: { wearing: true },
    },
  ],
});
