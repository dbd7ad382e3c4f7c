import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'MJWSD06MMC',
  title: 'Mijia thermo-hygrometer 3 Mini',
  maker: 'Xiaomi',
  miBeacon: [0x55b5, 0x5bea],
  exposes: ['temperature', 'humidity', 'battery'],
  key: 16,
  remarks: 'Tells one value about every two minutes.',
  examples: [
    {
      source: 'recorded, published by xiaomi-ble',
      recorded: true,
      address: 'A4:C1:38:80:15:07',
      key: '4d8f1373fb4d3bab557d0ebd1c78f8c4',
      serviceData: { fe95: '4859 b555 3a 8699bda053448f 120000 5b046d6a' },
      gives: { temperature: 25.2 },
    },
    {
      source: 'recorded, published by ble_monitor',
      recorded: true,
      key: '4d8f1373fb4d3bab557d0ebd1c78f8c4',
      serviceData: { fe95: '5859 b555 34 07158038c1a4 bcc73298 0e0000 66960f10' },
      gives: { humidity: 39 },
    },
    {
      source: 'written from the MiBeacon format, version 5, not encrypted',
      serviceData: { fe95: '5050 b555 01 01b55538c1a4 0348 01 5c' },
      gives: { battery: 92 },
    },
  ],
});
