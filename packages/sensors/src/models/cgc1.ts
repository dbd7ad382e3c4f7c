import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'CGC1',
  title: 'Qingping alarm clock',
  maker: 'Qingping',
  miBeacon: [0x0c3c],
  qingping: [0x1e],
  exposes: ['temperature', 'humidity', 'battery'],
  key: 16,
  remarks: "Sends Qingping's own format too, in plain.",
  examples: [
    {
      source: 'published in the tests of xiaomi-ble, made there',
      serviceData: { fe95: '5030 3c0c 03 4c94b438c1a4 0d10 04 1001ea01' },
      gives: { temperature: 27.2, humidity: 49 },
    },
    {
      source:
        'recorded, its address replaced, published by qingping-ble, in the format of Qingping',
      recorded: true,
      address: 'AA:BB:CC:DD:EE:FF',
      serviceData: { fdcd: '08 1e f32654342d58 01 04 3601cc01 02 01 64' },
      gives: { temperature: 31, humidity: 46, battery: 100 },
    },
  ],
});
