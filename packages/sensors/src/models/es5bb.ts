import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'ES5BB',
  title: 'Linptech presence sensor ES5',
  maker: 'Linptech',
  miBeacon: [0x6a0f],
  exposes: [
    'occupancy',
    'occupancyCloseRange',
    'illuminance',
    'occupancyDurationMinutes',
    'vacancyDurationMinutes',
  ],
  key: 16,
  remarks: 'Tells also whether somebody is near.',
  examples: [
    {
      source: 'recorded, published by xiaomi-ble',
      recorded: true,
      key: '068a081b4e5aa7295ebf263585adf4f1',
      serviceData: { fe95: '5859 0f6a 11 ee917427b5e8 3567ac0e 1c0000 f681b610' },
      gives: { occupancy: true },
    },
    {
      source: 'recorded, published by xiaomi-ble',
      recorded: true,
      key: '068a081b4e5aa7295ebf263585adf4f1',
      serviceData: { fe95: '5859 0f6a 14 ee917427b5e8 f139cdae 1c0000 1bd88863' },
      gives: { occupancyCloseRange: true },
    },
    {
      source: 'recorded, published by xiaomi-ble',
      recorded: true,
      key: '068a081b4e5aa7295ebf263585adf4f1',
      serviceData: { fe95: '5859 0f6a bd ee917427b5e8 85884d06 1c0000 c263fbd0' },
      gives: { occupancyDurationMinutes: 1 },
    },
    {
      source: 'written from the MiBeacon format, version 5, not encrypted',
      serviceData: { fe95: '5050 0f6a 01 010f6a38c1a4 0548 04 0000c842 5248 01 05' },
      gives: { illuminance: 100, vacancyDurationMinutes: 5 },
    },
  ],
});
