import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'MUE4094RT',
  title: 'Mijia night light with motion sensor',
  maker: 'Xiaomi',
  miBeacon: [0x03dd],
  tasmota: { name: 'NLIGHT', pid: 0x03dd, feat: 768 },
  exposes: ['motion', 'battery'],
  key: 'none',
  remarks: 'Tells motion but never its end; its frames carry no address.',
  examples: [
    {
      source: 'recorded, published by ble_monitor',
      recorded: true,
      address: 'DE:70:E8:B2:39:0C',
      serviceData: { fe95: '4030 dd03 24 0300 01 01' },
      gives: { motion: true },
    },
    {
      source: 'published in the tests of Home Assistant, made there',
      address: 'DE:70:E8:B2:39:0C',
      serviceData: { fe95: '4030 dd03 24 0a10 01 64' },
      gives: { battery: 100 },
    },
  ],
});
