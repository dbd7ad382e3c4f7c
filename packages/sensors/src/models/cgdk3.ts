import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'CGDK3',
  title: 'Qingping thermo-hygrometer Lite 2',
  maker: 'Qingping',
  miBeacon: [0x4f59],
  exposes: ['temperature', 'humidity', 'battery'],
  key: 16,
  remarks: 'Runs on one AAA cell.',
  examples: [
    {
      source: 'recorded, published by xiaomi-ble',
      recorded: true,
      address: '58:2D:34:87:94:0C',
      key: '872ea1bb02ba9713e885cb054c537368',
      serviceData: { fe95: '4858 594f ef 546f0e74507293 210100 38d74333' },
      gives: { temperature: 23.8 },
    },
    {
      source: 'written from the MiBeacon format, version 5, not encrypted',
      serviceData: { fe95: '5050 594f 01 01594f38c1a4 0248 01 2e 0348 01 5c' },
      gives: { humidity: 46, battery: 92 },
    },
  ],
});
