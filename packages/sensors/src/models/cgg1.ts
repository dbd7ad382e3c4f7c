import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'CGG1',
  title: 'Qingping thermo-hygrometer, e-ink',
  maker: 'Qingping',
  miBeacon: [0x0347],
  qingping: [0x01, 0x07, 0x16],
  tasmota: { name: 'CGG1', pid: 0x0347, feat: 142 },
  exposes: ['temperature', 'humidity', 'battery'],
  key: 'none',
  remarks:
    "Says the same in Qingping's own format; newer ones name themselves by another product id and encrypt.",
  examples: [
    {
      source: 'recorded, its address replaced, published by Theengs decoder',
      recorded: true,
      serviceData: { fe95: '5030 4703 c7 ffeeddccbbaa 0d10 04 f100ee01' },
      gives: { temperature: 24.1, humidity: 49.4 },
    },
    {
      source: 'written from the MiBeacon format, version 3, not encrypted',
      serviceData: { fe95: '5030 4703 cb 9d9f34342d58 0a10 01 1f' },
      gives: { battery: 31 },
    },
    {
      source: 'recorded, published by ble_monitor, in the format of Qingping',
      recorded: true,
      serviceData: { fdcd: '08 07 b24410342d58 01 04 ca004502 02 01 38' },
      gives: { temperature: 20.2, humidity: 58.1, battery: 56 },
    },
  ],
});
