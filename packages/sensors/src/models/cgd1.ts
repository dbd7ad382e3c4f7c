import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'CGD1',
  title: 'Qingping alarm clock, Dove',
  maker: 'Qingping',
  miBeacon: [0x0576],
  qingping: [0x0c],
  tasmota: { name: 'CGD1', pid: 0x0576, feat: 142 },
  exposes: ['temperature', 'humidity', 'battery'],
  key: 16,
  remarks:
    "Alternates MiBeacon with Qingping's own format, which stays plain even when it is bound.",
  examples: [
    {
      source: 'published in the tests of xiaomi-ble, made there',
      serviceData: { fe95: '5030 7605 03 4c94b438c1a4 0d10 04 1001ea01' },
      gives: { temperature: 27.2, humidity: 49 },
    },
    {
      source: 'written from the MiBeacon format, version 5, encrypted',
      key: 'c02fcac6434ed152d5bc5bbc2c080c47',
      serviceData: { fe95: '5859 7605 9d d5b29f342d58 33c0cd28 a06806 f0242de8' },
      gives: { battery: 0 },
    },
    {
      source: 'recorded, published by ble_monitor, in the format of Qingping',
      recorded: true,
      serviceData: { fdcd: '08 0c 766154342d58 01 04 08014301 02 01 64' },
      gives: { temperature: 26.4, humidity: 32.3, battery: 100 },
    },
  ],
});
