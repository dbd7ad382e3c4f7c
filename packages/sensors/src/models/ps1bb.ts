import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'PS1BB',
  title: 'Linptech seat pressure sensor',
  maker: 'Linptech',
  miBeacon: [0x3f4c],
  exposes: ['occupancy', 'pressurePresentDuration', 'pressureNotPresentDuration', 'battery'],
  key: 16,
  remarks: 'Tells whether somebody sits, and for how long or for how long not.',
  examples: [
    {
      source: 'recorded, published by xiaomi-ble',
      recorded: true,
      key: '8b72476b60fe2a0b63bf58d588fe4ea1',
      serviceData: { fe95: '5958 4c3f 20 12efbe38c1a4 bbacc927535b03 000000 4cdc48fd' },
      gives: { pressurePresentDuration: 7800 },
    },
    {
      source: 'recorded, published by xiaomi-ble',
      recorded: true,
      key: '8b72476b60fe2a0b63bf58d588fe4ea1',
      serviceData: { fe95: '5859 4c3f 13 12efbe38c1a4 18e36bcb 000000 e6fab951' },
      gives: { occupancy: false },
    },
    {
      source: 'recorded, published by xiaomi-ble',
      recorded: true,
      key: '8b72476b60fe2a0b63bf58d588fe4ea1',
      serviceData: { fe95: '5958 4c3f 22 12efbe38c1a4 da2cec21 000000 29c7c0c7' },
      gives: { battery: 100 },
    },
    {
      source: 'recorded, published by xiaomi-ble',
      recorded: true,
      key: '8b72476b60fe2a0b63bf58d588fe4ea1',
      serviceData: { fe95: '5958 4c3f 21 12efbe38c1a4 558db527781033 000000 1906bc63' },
      gives: { pressureNotPresentDuration: 120 },
    },
  ],
});
