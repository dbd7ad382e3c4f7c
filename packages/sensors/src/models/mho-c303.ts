import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'MHO-C303',
  title: 'Miaomiaoce alarm clock, e-ink',
  maker: 'Miaomiaoce',
  miBeacon: [0x06d3],
  tasmota: { name: 'MHOC303', pid: 0x06d3, feat: 142 },
  exposes: ['temperature', 'humidity', 'battery'],
  key: 'none',
  remarks: 'When its firmware hangs it announces more bytes than it sends.',
  examples: [
    {
      source: 'recorded, published by Home Assistant',
      recorded: true,
      serviceData: { fe95: '7020 d306 d4 126021e02917 09 0a10 01 24' },
      gives: { battery: 36 },
    },
    {
      source: 'written from the MiBeacon format, version 2, not encrypted',
      serviceData: { fe95: '7020 d306 cd b68238002ee7 09 0d10 04 7b00f401 0a10 01 44' },
      gives: { temperature: 12.3, humidity: 50, battery: 68 },
    },
  ],
});
